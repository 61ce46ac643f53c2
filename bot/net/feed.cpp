// bot/net/feed.cpp: the little of XML that an RSS feed needs: elements, text, CDATA, entities.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/net/hyperkitty.hpp"
#include "bot/net/mail_dates.hpp"
#include "bot/net/mail_hash.hpp"
#include "bot/text.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace usher::net {
namespace {

constexpr std::size_t most_items = 500;
constexpr std::size_t longest_value = 4000;  // of what is kept: a title, a link, a date
constexpr std::size_t deepest = 32;

// "&amp;" and the like at the front of `text`; an unknown one stays as it is written.
void append_reference(std::string_view& text, std::string& out) {
  constexpr std::array<std::pair<std::string_view, char>, 5> entities = {
      {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}}
  };
  for (const auto& [name, c] : entities)
    if (text.starts_with(name)) {
      out += c;
      text.remove_prefix(name.size());
      return;
    }
  const auto end = text.substr(0, 12).find(';');
  if (text.starts_with("&#") && end != std::string_view::npos) {
    const bool hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
    const std::string_view digits = text.substr(hex ? 3 : 2, end - (hex ? 3 : 2));
    unsigned code = 0;
    const auto [at, ec] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    const bool scalar = code > 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    if (ec == std::errc() && at == digits.data() + digits.size() && !digits.empty() && scalar) {
      append_code_point(out, static_cast<char32_t>(code));
      text.remove_prefix(end + 1);
      return;
    }
  }
  out += '&';
  text.remove_prefix(1);
}

class FeedReader {
 public:
  explicit FeedReader(std::string_view xml) : rest_(xml) {}

  Result<std::vector<FeedItem>> read() {
    while (!rest_.empty()) {
      if (!rest_.starts_with('<')) {
        text();
      } else if (!markup()) {
        return std::unexpected(errc::malformed);
      }
    }
    // A feed that ends in the middle is no feed: who knows what it would have said.
    if (!closed_ || !open_.empty()) return std::unexpected(errc::malformed);
    return std::move(items_);
  }

 private:
  void text() {
    const auto end = std::min(rest_.find('<'), rest_.size());
    std::string_view piece = rest_.substr(0, end);
    rest_.remove_prefix(end);
    if (kept_ == nullptr) return;
    while (!piece.empty() && kept_->size() < longest_value) {
      if (piece.front() == '&') {
        append_reference(piece, *kept_);
        continue;
      }
      const auto plain = std::min(piece.find('&'), piece.size());
      *kept_ += piece.substr(0, std::min(plain, longest_value));
      piece.remove_prefix(plain);
    }
  }

  // A tag, a comment, CDATA or an instruction; false where it is cut short or none of these.
  bool markup() {
    if (rest_.starts_with("<!--")) return skip_to("-->", 4);
    if (rest_.starts_with("<?")) return skip_to("?>", 2);
    if (rest_.starts_with("<![CDATA[")) {
      const auto end = rest_.find("]]>", 9);
      if (end == std::string_view::npos) return false;
      if (kept_ != nullptr && kept_->size() < longest_value)
        *kept_ += rest_.substr(9, std::min(end - 9, longest_value));
      rest_.remove_prefix(end + 3);
      return true;
    }
    if (rest_.starts_with("<!")) return false;  // DOCTYPE
    const auto end = rest_.find('>');
    if (end == std::string_view::npos) return false;
    std::string_view tag = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    const bool closes = tag.starts_with('/');
    const bool empty = !closes && tag.ends_with('/');
    if (closes) tag.remove_prefix(1);
    const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/"));
    if (name.empty()) return false;
    if (closes) return close(name);
    return open(name) && (!empty || close(name));
  }

  bool skip_to(std::string_view what, std::size_t from) {
    const auto end = rest_.find(what, from);
    if (end == std::string_view::npos) return false;
    rest_.remove_prefix(end + what.size());
    return true;
  }

  bool open(std::string_view name) {
    if (open_.empty() && (closed_ || name != "rss")) return false;
    if (open_.size() == deepest) return false;
    open_.push_back(name);
    // rss, channel, item, and what is right in it
    if (open_.size() == 3 && name == "item") title_ = link_ = date_ = {};
    kept_ = nullptr;
    if (open_.size() == 4 && open_[2] == "item") {
      if (name == "title") kept_ = &title_;
      if (name == "link") kept_ = &link_;
      if (name == "pubDate") kept_ = &date_;
    }
    return true;
  }

  bool close(std::string_view name) {
    if (open_.empty() || open_.back() != name) return false;
    if (open_.size() == 3 && name == "item") keep_item();
    open_.pop_back();
    kept_ = nullptr;
    closed_ = closed_ || open_.empty();
    return true;
  }

  void keep_item() {
    const auto date = parse_mail_date(trim(date_));
    std::string id = hash_in(trim(link_));
    if (date && !id.empty() && items_.size() < most_items)
      items_.push_back({std::move(id), clean_subject(title_), *date});
  }

  std::string_view rest_;
  std::vector<std::string_view> open_;
  bool closed_ = false;
  std::string* kept_ = nullptr;
  std::string title_, link_, date_;
  std::vector<FeedItem> items_;
};

}  // namespace

Result<std::vector<FeedItem>> parse_feed(std::string_view xml) {
  if (xml.starts_with("\xEF\xBB\xBF")) xml.remove_prefix(3);
  return FeedReader(trim(xml)).read();
}

}  // namespace usher::net
