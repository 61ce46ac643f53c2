// adapters/terminal/edit_console.cpp: the console of a person, around the line editor.
//
// The editor asks next() for each key. Between keys the letters of other threads are read there: what they want printed
// goes above the line that is being typed, which the editor then draws anew.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/completion.hpp"
#include "adapters/terminal/history.hpp"
#include "adapters/terminal/key_queue.hpp"
#include "adapters/terminal/line_editor.hpp"
#include "adapters/terminal/screen.hpp"
#include "adapters/terminal/secret_line.hpp"
#include "adapters/terminal/threaded_console.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

namespace usher::terminal {

namespace {

int screen_rows() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : 24;
}

class EditConsole final : public ThreadedConsole, private LineEditor::Keys {
 public:
  explicit EditConsole(std::string history_path) : file_(std::move(history_path)) {}
  EditConsole(const EditConsole&) = delete;
  EditConsole& operator=(const EditConsole&) = delete;
  ~EditConsole() override { finish(); }

  bool interactive() const override { return true; }
  int columns() const override { return columns_of(STDOUT_FILENO); }

 protected:
  void loop() override {
    LineEditor editor(*this, file_.load());
    editor_ = &editor;
    while (!stopped_) {
      while (auto letter = mailbox().take()) read(std::move(*letter));
      if (!stopped_ && asked_) {
        read_line();
      } else if (!stopped_) {
        wait_for(-1, mailbox());
      }
    }
    if (asked_) answer(Input::Kind::withdrawn, {});
  }

 private:
  enum class Why : std::uint8_t { none, interrupt, withdraw };

  // --- letters ---

  void read(Letter letter) {
    if (auto* ask = std::get_if<Ask>(&letter)) {
      ask_ = std::move(*ask);
      asked_ = true;
      // A Ctrl-C between two questions is one for the next: whoever presses it twice at once wants to leave.
      if (why_ != Why::interrupt) why_ = Why::none;
    } else if (auto* print = std::get_if<Print>(&letter)) {
      erase_line();
      print->done(write_all(STDOUT_FILENO, print->text));
      draw_line();
    } else if (const auto* line = std::get_if<Remember>(&letter)) {
      editor_->remember(line->line);
      if (line->keep) file_.append(line->line);
    } else {
      obey(std::get<Order>(letter));
    }
  }

  void obey(Order order) {
    switch (order) {
      case Order::stop:
        stopped_ = true;
        [[fallthrough]];
      case Order::withdraw:
        why_ = Why::withdraw;
        break;
      case Order::interrupt:
        why_ = Why::interrupt;
        break;
      case Order::suspend:
        erase_line();
        editor_->suspend();
        draw_line();
        break;
      case Order::resized:
        erase_line();
        editor_->resize();
        draw_line();
        break;
      case Order::forget_history:
        file_.clear();
        editor_->forget();
        break;
    }
  }

  // --- what is on the screen ---

  Spot spot_behind(std::wstring_view typed) const {
    const int width = std::max(columns(), 1);
    return lay_out(typed, width, lay_out(widen(ask_.prompt), width));
  }
  Spot cursor() const {
    return spot_behind(ask_.secret ? std::wstring_view() : editor_->typed_to_cursor());
  }

  void erase_line() {
    if (!reading_) return;
    const int up = std::min(cursor().row, screen_rows() - 1);
    write_all(STDOUT_FILENO, up > 0 ? fmt::format("\r\x1b[{}A\x1b[J", up) : "\r\x1b[J");
  }

  void draw_line() {
    if (!reading_) return;
    if (ask_.secret) {
      write_all(
          STDOUT_FILENO,
          ask_.sgr.empty() ? ask_.prompt : fmt::format("\x1b[{}m{}\x1b[0m", ask_.sgr, ask_.prompt)
      );
    } else {
      editor_->draw();
    }
  }

  // Leaves the line on the screen, as it was, with a mark at its end, and goes below it.
  void step_over_line() {
    const Spot end = spot_behind(editor_->typed());
    const int down = end.row - cursor().row;
    if (down > 0) write_all(STDOUT_FILENO, fmt::format("\x1b[{}B", down));
    write_all(
        STDOUT_FILENO,
        fmt::format("\r{}^C\n", end.column > 0 ? fmt::format("\x1b[{}C", end.column) : "")
    );
  }

  // --- reading ---

  void read_line() {
    reading_ = true;
    if (ask_.secret) return read_secret();
    const auto line = editor_->read(ask_.prompt, ask_.sgr, ask_.initial, ask_.command);
    reading_ = false;
    if (why_ != Why::none) {
      answer(
          why_ == Why::interrupt ? Input::Kind::interrupt : Input::Kind::withdrawn, std::move(left_)
      );
    } else if (!line) {
      write_all(STDOUT_FILENO, "\n");
      answer(Input::Kind::end, {});
    } else {
      const bool fits = line->size() <= max_line;
      answer(
          fits ? Input::Kind::line : Input::Kind::too_long, Secret(fits ? *line : std::string())
      );
    }
  }

  void read_secret() {
    SecretLine line;
    draw_line();
    auto key = SecretLine::Key::more;
    while (key == SecretLine::Key::more && why_ == Why::none) {
      if (const auto byte = keys_.byte()) {
        key = line.put(*byte);
      } else if (!fetch_keys()) {
        key = SecretLine::Key::end;
      }
    }
    write_all(STDOUT_FILENO, "\n");
    if (key == SecretLine::Key::done) {
      answer(Input::Kind::line, line.take());
    } else if (key == SecretLine::Key::end) {
      answer(Input::Kind::end, {});
    } else {
      answer(why_ == Why::interrupt ? Input::Kind::interrupt : Input::Kind::withdrawn, line.take());
    }
  }

  void answer(Input::Kind kind, Secret<std::string> text) {
    asked_ = reading_ = false;
    why_ = Why::none;
    give(kind, std::move(text));
  }

  // Waits for keys or letters; false when the terminal is gone.
  bool fetch_keys() {
    const bool readable = wait_for(STDIN_FILENO, mailbox());
    while (auto letter = mailbox().take()) read(std::move(*letter));
    if (!readable || why_ != Why::none) return true;
    std::array<char, 4096> chunk{};
    const ssize_t got = ::read(STDIN_FILENO, chunk.data(), chunk.size());
    if (got < 0) return errno == EAGAIN || errno == EINTR;
    keys_.add({chunk.data(), static_cast<std::size_t>(got)});
    wipe(chunk.data(), chunk.size());
    return got > 0;
  }

  // --- LineEditor::Keys ---

  bool next(wchar_t& key) noexcept override {
    while (why_ == Why::none) {
      if (const auto character = keys_.character()) {
        key = static_cast<wchar_t>(*character);
        return true;
      }
      if (!fetch_keys()) return false;
    }
    key = LineEditor::leave_key;
    return true;
  }

  void leaving() noexcept override {
    if (why_ == Why::none) why_ = Why::interrupt;  // typed as Ctrl-V Ctrl-C
    left_ = Secret(narrow(editor_->typed()));
    if (why_ == Why::interrupt) {
      step_over_line();
    } else {
      erase_line();
    }
  }

  bool complete() noexcept override {
    if (!ask_.command) return false;
    const std::string line = narrow(editor_->typed_to_cursor());
    const std::vector<Completion> found = completer()(line, ask_.lang);
    if (found.empty()) return false;
    const Completed done = complete_line(line, found);
    if (done.insert.empty()) {
      erase_line();
      write_all(STDOUT_FILENO, done.list);
      draw_line();
    } else {
      editor_->replace_before_cursor(widen(done.erase).size(), widen(done.insert));
    }
    return true;
  }

  HistoryFile file_;
  LineEditor* editor_ = nullptr;  // loop()'s; only its thread comes here
  Ask ask_;
  KeyQueue keys_;  // read, not yet edited
  bool asked_ = false;
  bool reading_ = false;  // a prompt is on the screen
  bool stopped_ = false;
  Why why_ = Why::none;
  Secret<std::string> left_;  // what was typed when the line was dropped or withdrawn
};

}  // namespace

std::unique_ptr<Console> make_edit_console(std::string history_path) {
  return std::make_unique<EditConsole>(std::move(history_path));
}

std::unique_ptr<Console> make_console(std::string history_path) {
  const char* term =
      std::getenv("TERM");  // NOLINT(concurrency-mt-unsafe): nothing here sets the environment
  const bool moves = term != nullptr && *term != '\0' && std::string_view(term) != "dumb";
  if (moves && ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0)
    return make_edit_console(std::move(history_path));
  return make_plain_console(STDIN_FILENO, STDOUT_FILENO);
}

}  // namespace usher::terminal
