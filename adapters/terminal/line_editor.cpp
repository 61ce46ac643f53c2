// adapters/terminal/line_editor.cpp: the one file that speaks libedit.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/line_editor.hpp"

#include <fmt/format.h>
#include <histedit.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <system_error>

namespace usher::terminal {

namespace {

constexpr char mark = '\1';  // around what takes no room in a prompt

struct EndEditor {
  void operator()(EditLine* editor) const { ::el_end(editor); }
};
struct EndHistory {
  void operator()(History* history) const { ::history_end(history); }
};
using HistoryHandle = std::unique_ptr<History, EndHistory>;

HistoryHandle make_history(int size) {
  HistoryHandle history(::history_init());
  HistEvent event{};
  ::history(history.get(), &event, H_SETSIZE, size);
  ::history(history.get(), &event, H_SETUNIQUE, 1);
  return history;
}

}  // namespace

struct LineEditor::Impl {
  explicit Impl(Keys& owner) : keys(&owner) {}

  Keys* keys;
  std::string prompt;
  termios original{}, quiet{};  // as it was found; as it is between lines
  HistoryHandle lines = make_history(1000);
  HistoryHandle nothing = make_history(0);  // for the questions of a form
  std::unique_ptr<EditLine, EndEditor> editor;
  bool reading = false;

  static Impl& of(EditLine* editor) {
    void* data = nullptr;
    ::el_get(editor, EL_CLIENTDATA, &data);
    return *static_cast<Impl*>(data);
  }
  static int on_key(EditLine* editor, wchar_t* key) noexcept {
    return of(editor).keys->next(*key) ? 1 : 0;
  }
  static char* on_prompt(EditLine* editor) noexcept { return of(editor).prompt.data(); }
  static unsigned char on_tab(EditLine* editor, int /*key*/) noexcept {
    return of(editor).keys->complete() ? CC_REFRESH : CC_ERROR;
  }
  static unsigned char on_leave(EditLine* editor, int /*key*/) noexcept {
    of(editor).keys->leaving();
    return CC_EOF;
  }

  void set_up() {
    ::el_set(editor.get(), EL_CLIENTDATA, this);
    ::el_set(editor.get(), EL_SIGNAL, 0);  // libedit's handlers know one thread only
    ::el_set(editor.get(), EL_EDITOR, "emacs");
    ::el_set(editor.get(), EL_GETCFN, &Impl::on_key);
    ::el_set(editor.get(), EL_PROMPT_ESC, &Impl::on_prompt, static_cast<int>(mark));
    ::el_set(
        editor.get(), EL_ADDFN, "usher-complete", "Complete a command or its word", &Impl::on_tab
    );
    ::el_set(editor.get(), EL_ADDFN, "usher-leave", "Drop the line", &Impl::on_leave);
    ::el_source(editor.get(), nullptr);  // the person's own ~/.editrc: vi keys, for one
    constexpr std::array<std::array<const char*, 2>, 3> bindings{
        {{"^I", "usher-complete"}, {"^C", "usher-leave"}, {"^R", "em-inc-search-prev"}}
    };
    for (const auto& [key, function] : bindings) {
      ::el_set(editor.get(), EL_BIND, key, function, nullptr);
      ::el_set(editor.get(), EL_BIND, "-a", key, function, nullptr);  // vi's command mode
    }
    ::el_set(editor.get(), EL_SETTY, "-x", "-echo", "-icanon", nullptr);
  }
};

LineEditor::LineEditor(Keys& keys, const std::vector<std::string>& history)
    : impl_(std::make_unique<Impl>(keys)) {
  ::tcgetattr(STDIN_FILENO, &impl_->original);
  impl_->editor.reset(::el_init("usher", stdin, stdout, stderr));
  if (impl_->editor == nullptr) throw std::system_error(ENOMEM, std::generic_category(), "el_init");
  for (const std::string& line : history) remember(line);
  impl_->set_up();
  ::tcgetattr(STDIN_FILENO, &impl_->quiet);
}

LineEditor::~LineEditor() {
  impl_->editor.reset();
  ::tcsetattr(STDIN_FILENO, TCSADRAIN, &impl_->original);
}

std::optional<std::string> LineEditor::read(
    const std::string& prompt, const std::string& sgr, const std::string& initial, bool with_history
) {
  EditLine* editor = impl_->editor.get();
  impl_->prompt = prompt;
  if (!sgr.empty() && prompt.ends_with(' ')) {  // libedit loses a mark that nothing follows
    impl_->prompt.pop_back();
    impl_->prompt = fmt::format("{0}\x1b[{1}m{0}{2}{0}\x1b[0m{0} ", mark, sgr, impl_->prompt);
  }
  ::el_set(editor, EL_HIST, &::history, with_history ? impl_->lines.get() : impl_->nothing.get());
  if (!initial.empty()) ::el_push(editor, initial.c_str());
  int count = 0;
  impl_->reading = true;
  const char* line = ::el_gets(editor, &count);
  impl_->reading = false;
  if (line == nullptr || count <= 0) return std::nullopt;
  std::string text(line, static_cast<std::size_t>(count));
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

std::wstring_view LineEditor::typed() const {
  const LineInfoW* line = ::el_wline(impl_->editor.get());
  return {line->buffer, static_cast<std::size_t>(line->lastchar - line->buffer)};
}

std::wstring_view LineEditor::typed_to_cursor() const {
  const LineInfoW* line = ::el_wline(impl_->editor.get());
  return {line->buffer, static_cast<std::size_t>(line->cursor - line->buffer)};
}

void LineEditor::replace_before_cursor(std::size_t characters, const std::wstring& with) {
  ::el_deletestr(impl_->editor.get(), static_cast<int>(characters));
  ::el_winsertstr(impl_->editor.get(), with.c_str());
}

void LineEditor::draw() { ::el_set(impl_->editor.get(), EL_REFRESH); }

void LineEditor::resize() { ::el_resize(impl_->editor.get()); }

void LineEditor::remember(const std::string& line) {
  HistEvent event{};
  ::history(impl_->lines.get(), &event, H_ENTER, line.c_str());
}

void LineEditor::forget() {
  HistEvent event{};
  ::history(impl_->lines.get(), &event, H_CLEAR);
}

void LineEditor::suspend() {
  ::tcsetattr(STDIN_FILENO, TCSADRAIN, &impl_->original);
  ::raise(SIGSTOP);  // not kill(): that may return before the process has stopped
  ::tcsetattr(STDIN_FILENO, TCSADRAIN, &impl_->quiet);
  ::el_set(impl_->editor.get(), EL_PREP_TERM, 0);  // libedit believes its own mode is still set
  ::el_set(impl_->editor.get(), EL_PREP_TERM, impl_->reading ? 1 : 0);
}

}  // namespace usher::terminal
