// adapters/terminal/history.cpp: what is remembered, and for how long.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/terminal/history.hpp"

#include "adapters/terminal/mailbox.hpp"
#include "bot/text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <system_error>

namespace usher::terminal {

namespace {

namespace fs = std::filesystem;

// With what lies above it. A folder that is there keeps its rights; one that cannot be made is told by the file.
void make_private(const fs::path& folder) {
  std::error_code ignored;
  if (fs::exists(folder, ignored)) return;
  if (folder.has_parent_path() && folder.parent_path() != folder)
    make_private(folder.parent_path());
  ::mkdir(folder.c_str(), S_IRWXU);
}

constexpr std::string_view report = "report";
constexpr std::size_t longest = 4096;  // bytes; nobody looks for a longer line with the arrow keys

bool is_private(std::string_view name, const CommandTable& commands) {
  if (const auto* entry = commands.find(name)) return entry->spec->name == report;
  return edit_distance(to_lower_ascii(name), report, 2) <= 2;
}

}  // namespace

Memory memory_of(std::string_view line, const CommandTable& commands) {
  if (line.empty() || line.front() == ' ' || trim(line).empty()) return Memory::none;
  const auto command = parse_command(line);
  if (!command) return Memory::session;  // what somebody said, not what they would type again
  if (is_private(command->name, commands)) return Memory::none;
  const bool keep = line.size() <= longest && commands.find(command->name) != nullptr;
  return keep ? Memory::kept : Memory::session;
}

std::vector<std::string> HistoryFile::load(std::size_t limit) {
  std::vector<std::string> lines;
  if (path_.empty()) return lines;
  const int fd = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return lines;
  ::fchmod(fd, S_IRUSR | S_IWUSR);
  std::string text;
  std::array<char, 4096> chunk{};
  for (ssize_t got = 0; (got = ::read(fd, chunk.data(), chunk.size())) > 0;)
    text.append(chunk.data(), static_cast<std::size_t>(got));
  ::close(fd);
  for (const std::string_view line : split(text, '\n'))
    if (!line.empty()) lines.push_back(sanitize(line));
  if (lines.size() <= limit) return lines;
  const bool shorten_file = lines.size() > 2 * limit;
  lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(limit));
  if (shorten_file) {
    std::string all;
    for (const std::string& line : lines) all += line + "\n";
    write(all, O_TRUNC);
  }
  return lines;
}

void HistoryFile::append(std::string_view line) const { write(std::string(line) + "\n", O_APPEND); }

void HistoryFile::clear() const { write({}, O_TRUNC); }

void HistoryFile::write(std::string_view text, int flags) const {
  if (path_.empty()) return;
  if (const fs::path folder = fs::path(path_).parent_path(); !folder.empty()) make_private(folder);
  const int fd =
      ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | flags, S_IRUSR | S_IWUSR);
  if (fd < 0) return;
  write_all(fd, text);
  ::close(fd);
}

}  // namespace usher::terminal
