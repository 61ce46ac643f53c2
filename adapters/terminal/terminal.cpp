// adapters/terminal/terminal.cpp: from a typed line to an event, from a reply to the screen.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/terminal.hpp"

#include "adapters/terminal/ansi.hpp"
#include "adapters/terminal/history.hpp"
#include "bot/text.hpp"

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <charconv>
#include <csignal>
#include <random>

namespace usher::terminal {

namespace asio = boost::asio;

namespace {

std::string new_session() {
  std::random_device random;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return fmt::format(
      "{:x}-{:08x}{:08x}", std::chrono::duration_cast<std::chrono::milliseconds>(now).count(),
      random(), random()
  );
}

// 0 when the line is no number, or one that no list of buttons is long enough for.
std::size_t number_in(std::string_view line) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  return error == std::errc{} && end == line.data() + line.size() && number <= 999 ? number : 0;
}

bool wants_to_leave(std::string_view line) {
  const std::string lower = to_lower_ascii(line);
  return lower == "/quit" || lower == "/exit" || lower == "quit" || lower == "exit";
}

}  // namespace

TerminalAdapter::TerminalAdapter(
    asio::any_io_executor io, const Clock& clock, const Catalog& catalog,
    const CommandTable& commands, Settings settings, std::unique_ptr<Console> console
)
    : io_(std::move(io)),
      clock_(clock),
      catalog_(catalog),
      commands_(commands),
      settings_(std::move(settings)),
      signals_(io_),
      news_(io_),
      session_(new_session()),
      console_(std::move(console)) {}

TerminalAdapter::~TerminalAdapter() = default;

Capabilities TerminalAdapter::capabilities() const {
  Capabilities can;
  can.ack_carries = Kinds::all();
  can.forms = true;
  can.parallel = 1;
  return can;
}

asio::awaitable<void> TerminalAdapter::run(Accept accept) {
  running_ = true;
  const Roles roles = settings_.user.roles;
  console_->start(
      [this](Input input) {
        asio::post(io_, [this, input = std::move(input)]() mutable {
          input_ = std::move(input);
          news_.cancel();
        });
      },
      [this, roles](std::string_view line, const std::string& lang) {
        std::vector<Completion> out;
        for (const auto& found : commands_.complete(line, roles))
          out.push_back({found.text, Say(catalog_, lang)(found.summary).str()});
        return out;
      }
  );
  if (console_->interactive()) {
    for (const int signal : {SIGINT, SIGWINCH, SIGTSTP}) signals_.add(signal);
    next_signal();
    const Say words = say();
    Doc greeting(words(
        "Usher for {community}. Type /help to see what it can do; Tab completes, Ctrl-D leaves.",
        fmt::arg("community", Text(settings_.community))
    ));
    co_await show(std::move(greeting));
  } else if (settings_.before_pipe) {
    co_await settings_.before_pipe();
  }
  while (running_ && !broken_) co_await turn(accept);
  running_ = false;
  signals_.cancel();
  reader_.reset(
  );  // the last to close the database should be the one that can tidy up after itself
  if (settings_.left) settings_.left();
}

void TerminalAdapter::stop() {
  running_ = false;
  console_->withdraw();
  news_.cancel();
}

asio::awaitable<void> TerminalAdapter::turn(Accept accept) {
  if (!form_ && !waiting_.empty()) {
    begin_form(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  Ask what;
  what.lang = lang();
  if (form_) {
    if (!std::exchange(form_shown_, true)) co_await show(form_->opening());
    Prompts::Question question = form_->question();
    co_await show(std::move(question.doc));
    what.prompt = std::move(question.prompt);
    what.secret = question.secret;
  } else {
    what.prompt = "usher> ";
    what.sgr = settings_.look.colour ? "1;36" : "";
    what.command = true;
    what.initial = std::exchange(draft_, {});
  }
  Input input = co_await ask(std::move(what));
  if (input.kind != Input::Kind::interrupt) interrupts_ = 0;
  switch (input.kind) {
    case Input::Kind::line:
      if (form_) {
        co_await answered(accept, std::move(input.text));
      } else {
        co_await typed(accept, input.text.reveal());
      }
      break;
    case Input::Kind::too_long: {
      const Say words = say();
      co_await show(Doc(words(
          "That line is too long: {limit} bytes fit. Send it in parts.", fmt::arg("limit", max_line)
      )));
      break;
    }
    case Input::Kind::interrupt:
      co_await interrupted(input.text.empty());
      break;
    case Input::Kind::withdrawn:
      if (!form_) draft_ = input.text.reveal();  // a form came while this was typed
      break;
    case Input::Kind::end:
      if (form_) co_await leave_form(accept);
      running_ = false;
      break;
  }
}

asio::awaitable<void> TerminalAdapter::typed(Accept accept, std::string line) {
  const std::string text = sanitize(line);
  const std::string_view bare = trim(text);
  if (bare.empty()) co_return;
  const Memory memory = memory_of(text, commands_);
  if (memory != Memory::none) console_->remember(std::string(text), memory == Memory::kept);
  if (wants_to_leave(bare) && commands_.find(bare.substr(bare.front() == '/' ? 1 : 0)) == nullptr) {
    running_ = false;
    co_return;
  }
  if (const std::size_t number = number_in(bare); number > 0 && !buttons_.empty()) {
    co_await press(accept, number);
  } else if (auto command = parse_command(bare)) {
    co_await send(accept, std::move(*command));
  } else {
    Message message{std::string(bare), true, true};
    co_await send(accept, std::move(message));
  }
}

asio::awaitable<void> TerminalAdapter::press(Accept accept, std::size_t number) {
  const Say words = say();
  if (number > buttons_.size()) {
    Doc doc(words(
        "There is no button {number}; the newest ones are 1 to {n}.", fmt::arg("number", number),
        fmt::arg("n", buttons_.size())
    ));
    co_await show(std::move(doc));
    co_return;
  }
  const Button& button = buttons_[number - 1];
  if (!button.url.empty()) {
    Doc doc;
    doc.paragraph({link(Inline(Text(button.label)), button.url)});
    co_await show(std::move(doc));
    co_return;
  }
  Press what{button.action, button.value, button.secret, buttons_key_};
  co_await send(accept, std::move(what));
}

asio::awaitable<void> TerminalAdapter::answered(Accept accept, Secret<std::string> line) {
  const Secret<std::string> clean(sanitize(line.reveal()));
  switch (form_->answer(clean, local_day(clock_.seconds(), settings_.user.zone))) {
    case Prompts::Step::ask:
      break;
    case Prompts::Step::cancelled:
      co_await leave_form(accept);
      break;
    case Prompts::Step::submit: {
      Submit what = form_->submit();
      co_await send(accept, std::move(what));
      break;
    }
  }
}

asio::awaitable<void> TerminalAdapter::leave_form(Accept accept) {
  Cancelled what{form_->form().id};
  form_.reset();
  const Say words = say();
  co_await show(Doc(words("You left the form; nothing was sent.")));
  co_await send(accept, std::move(what));
}

asio::awaitable<void> TerminalAdapter::send(Accept accept, What what) {
  const bool expects_more =
      !std::holds_alternative<Message>(what) && !std::holds_alternative<Cancelled>(what);
  const std::size_t before = deliveries_;
  Inbound inbound;
  inbound.event = Event{
      fmt::format("{}-{}", session_, ++events_),
      {std::string(space()), "chat", {}},
      settings_.user,
      {},
      std::move(what)
  };
  Result<Reply> reply = co_await accept(std::move(inbound));
  const bool silent =
      reply && (std::holds_alternative<None>(*reply) || std::holds_alternative<Close>(*reply));
  co_await show_reply(std::move(reply));
  // What answers it then comes as an effect: wait for it, so that the next line answers that form and no other.
  if (silent && expects_more && deliveries_ == before) co_await settle();
}

asio::awaitable<void> TerminalAdapter::show_reply(Result<Reply> reply) {
  const Say words = say();
  if (!reply) {
    Doc sorry;
    if (reply.error() == errc::shutting_down) {
      sorry = Doc(words("Usher is shutting down; nothing was recorded."));
    } else if (reply.error() == errc::disk_full) {
      sorry = Doc(words("The disk is full, so nothing was recorded. Make room and try again."));
    } else {
      sorry = Doc(words("Something went wrong and nothing was recorded. Please try again."));
    }
    // A form keeps what was typed: it is asked again, each answer to be kept with Enter.
    if (form_) form_->reject({});
    co_await show(std::move(sorry));
    co_return;
  }
  if (auto* said = std::get_if<SayReply>(&*reply)) {
    form_.reset();
    co_await show(std::move(said->doc));
  } else if (auto* replacement = std::get_if<Replace>(&*reply)) {
    form_.reset();
    co_await show(std::move(replacement->doc));
  } else if (auto* next = std::get_if<Update>(&*reply)) {
    begin_form(std::move(next->form));
  } else if (const auto* why = std::get_if<Reject>(&*reply); why != nullptr && form_) {
    form_->reject(*why);
    co_await show(form_->complaint());
  } else {
    form_.reset();
  }
}

asio::awaitable<void> TerminalAdapter::interrupted(bool line_was_empty) {
  if (++interrupts_ > 1 && line_was_empty) {
    running_ = false;
    co_return;
  }
  const Say words = say();
  Doc hint;
  hint.paragraph({italic(Inline(words("Press Ctrl-C again to leave.")))});
  co_await show(std::move(hint));
}

void TerminalAdapter::begin_form(Form form) {
  form_.emplace(std::move(form), say());
  form_shown_ = false;
}

}  // namespace usher::terminal
