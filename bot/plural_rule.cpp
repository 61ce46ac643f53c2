// bot/plural_rule.cpp: a reader by recursive descent, limited in depth, and an evaluation without recursion.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/plural_rule.hpp"

#include "bot/po.hpp"
#include "bot/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

namespace usher {

namespace {

constexpr std::size_t most_bytes = 1000;  // the longest that gettext lists (Arabic's) has 130
constexpr std::size_t most_nodes = 400;
constexpr int deepest = 32;
constexpr std::size_t most_digits = 9;

// Counts that a rule must have a form for: small ones one by one, and large ones that some languages treat in their own way.
constexpr std::uint64_t tried_singly = 1000;
constexpr std::array<std::uint64_t, 6> tried_beside = {1'001,     10'000,    100'000,
                                                       1'000'000, 1'000'001, 2'000'000};

std::string shown(std::string_view text) { return shorten(sanitize(text), 60); }

}  // namespace

// A recursive reader, no deeper than `deepest`: each level of operators calls the next one that binds more tightly.
class PluralReader {
 public:
  using Node = PluralRule::Node;
  using Op = PluralRule::Op;
  using Place = std::optional<std::uint16_t>;  // nothing: why_ says what is wrong

  explicit PluralReader(std::string_view text) : rest_(text) {}

  std::expected<PluralRule, std::string> read() {
    if (rest_.size() > most_bytes) return std::unexpected("The rule is too long.");
    PluralRule rule;
    if (!setting("nplurals") || !number(rule)) return std::unexpected(why_);
    if (!sign(";")) return std::unexpected("After nplurals=… a “;” is missing.");
    if (!setting("plural") || !choice(0)) return std::unexpected(why_);
    static_cast<void>(sign(";"));
    blanks();
    if (!rest_.empty()) return std::unexpected(unknown());
    rule.nodes_ = std::move(nodes_);
    if (auto why = try_out(rule)) return std::unexpected(std::move(*why));
    return rule;
  }

 private:
  struct Operator {
    std::string_view sign;
    Op op;
  };

  void blanks() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t'))
      rest_.remove_prefix(1);
  }
  bool sign(std::string_view wanted) {
    blanks();
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
  }
  std::string unknown() const {
    if (rest_.empty()) return "The rule ends too soon.";
    return fmt::format("“{}” is not understood in the rule.", shown(rest_));
  }
  Place broken() {
    if (why_.empty()) why_ = unknown();
    return std::nullopt;
  }
  bool setting(std::string_view name) {
    if (sign(name) && sign("=")) return true;
    why_ = fmt::format("“{}=” is missing.", name);
    return false;
  }

  std::optional<std::uint64_t> digits() {
    blanks();
    std::size_t size = 0;
    std::uint64_t value = 0;
    for (; size < rest_.size() && rest_[size] >= '0' && rest_[size] <= '9'; ++size) {
      if (size == most_digits) {
        why_ = "A number is too large.";
        return std::nullopt;
      }
      value = value * 10 + static_cast<std::uint64_t>(rest_[size] - '0');
    }
    if (size == 0) return std::nullopt;
    rest_.remove_prefix(size);
    return value;
  }
  bool number(PluralRule& rule) {
    const auto value = digits();
    if (value && *value >= 1 && *value <= po::max_forms) {
      rule.forms_ = static_cast<int>(*value);
      return true;
    }
    why_ = fmt::format("nplurals is a number from 1 to {}.", po::max_forms);
    return false;
  }

  Place add(Node node) {
    if (nodes_.size() == most_nodes) {
      why_ = "The rule is too long.";
      return std::nullopt;
    }
    nodes_.push_back(node);
    return static_cast<std::uint16_t>(nodes_.size() - 1);
  }

  Place choice(int depth) {
    if (depth == deepest) {
      why_ = "The rule is nested too deeply.";
      return std::nullopt;
    }
    const Place when = binary(0, depth);
    if (!when || !sign("?")) return when;
    const Place then = choice(depth + 1);
    if (!then) return then;
    if (!sign(":")) return broken();
    const Place otherwise = choice(depth + 1);
    if (!otherwise) return otherwise;
    return add({Op::choice, 0, *when, *then, *otherwise});
  }

  // From the loosest to the tightest; those of one level are read from left to right.
  Place binary(std::size_t level, int depth) {
    static constexpr std::array<Operator, 2> equality = {{{"==", Op::equal}, {"!=", Op::unequal}}};
    static constexpr std::array<Operator, 4> order = {
        {{"<=", Op::at_most}, {">=", Op::at_least}, {"<", Op::less}, {">", Op::greater}}
    };
    static constexpr std::array<Operator, 1> either = {{{"||", Op::either}}};
    static constexpr std::array<Operator, 1> both = {{{"&&", Op::both}}};
    static constexpr std::array<Operator, 1> remainder = {{{"%", Op::remainder}}};
    static constexpr std::array<std::span<const Operator>, 5> levels = {
        either, both, equality, order, remainder
    };
    if (level == levels.size()) return operand(depth);
    Place left = binary(level + 1, depth);
    while (left) {
      const auto& all = levels[level];
      const auto found =
          std::ranges::find_if(all, [&](const Operator& one) { return sign(one.sign); });
      if (found == all.end()) return left;
      const Place right = binary(level + 1, depth);
      if (!right) return right;
      left = add({found->op, 0, *left, *right, 0});
    }
    return left;
  }

  Place operand(int depth) {
    if (sign("(")) {
      const Place inside = choice(depth + 1);
      if (!inside) return inside;
      return sign(")") ? inside : broken();
    }
    if (sign("n")) return add({Op::n, 0, 0, 0, 0});
    if (const auto value = digits()) return add({Op::number, *value, 0, 0, 0});
    return broken();
  }

  static std::optional<std::string> try_out(const PluralRule& rule) {
    const auto wrong = [&](std::uint64_t n) -> std::optional<std::string> {
      bool by_zero = false;
      const std::uint64_t form = rule.value_of(n, by_zero);
      if (by_zero) return fmt::format("For {} the rule divides by zero.", n);
      if (form < static_cast<std::uint64_t>(rule.forms_)) return std::nullopt;
      return fmt::format(
          "For {} the rule says form {}, but nplurals={} has 0 to {} only.", n, form, rule.forms_,
          rule.forms_ - 1
      );
    };
    for (std::uint64_t n = 0; n <= tried_singly; ++n)
      if (auto why = wrong(n)) return why;
    for (const std::uint64_t n : tried_beside)
      if (auto why = wrong(n)) return why;
    return std::nullopt;
  }

  std::string_view rest_;
  std::string why_;
  std::vector<Node> nodes_;
};

PluralRule::PluralRule() : nodes_{{Op::number, 0, 0, 0, 0}} {}

std::expected<PluralRule, std::string> PluralRule::parse(std::string_view text) {
  return PluralReader(text).read();
}

// Each node once, in order; what a choice does not take has no effect, a division by zero in it included.
std::uint64_t PluralRule::value_of(std::uint64_t n, bool& by_zero) const {
  struct Value {
    std::uint64_t number = 0;
    bool by_zero = false;
  };
  std::vector<Value> values;
  values.reserve(nodes_.size());
  for (const Node& node : nodes_) {
    const auto operand = [&](std::uint16_t place) {
      return place < values.size() ? values[place] : Value{};
    };
    const Value a = operand(node.a);
    const Value b = operand(node.b);
    Value out{0, a.by_zero || b.by_zero};
    switch (node.op) {
      case Op::number:
        out = {node.value, false};
        break;
      case Op::n:
        out = {n, false};
        break;
      case Op::remainder:
        if (b.number == 0)
          out.by_zero = true;
        else
          out.number = a.number % b.number;
        break;
      case Op::equal:
        out.number = a.number == b.number ? 1 : 0;
        break;
      case Op::unequal:
        out.number = a.number != b.number ? 1 : 0;
        break;
      case Op::less:
        out.number = a.number < b.number ? 1 : 0;
        break;
      case Op::greater:
        out.number = a.number > b.number ? 1 : 0;
        break;
      case Op::at_most:
        out.number = a.number <= b.number ? 1 : 0;
        break;
      case Op::at_least:
        out.number = a.number >= b.number ? 1 : 0;
        break;
      case Op::both:
        out = a.number == 0 ? Value{0, a.by_zero} : Value{b.number != 0 ? 1U : 0U, out.by_zero};
        break;
      case Op::either:
        out = a.number != 0 ? Value{1, a.by_zero} : Value{b.number != 0 ? 1U : 0U, out.by_zero};
        break;
      case Op::choice: {
        const Value taken = a.number != 0 ? b : operand(node.c);
        out = {taken.number, a.by_zero || taken.by_zero};
        break;
      }
    }
    values.push_back(out);
  }
  by_zero = values.back().by_zero;
  return values.back().number;
}

int PluralRule::form_of(std::uint64_t n) const {
  bool by_zero = false;
  const std::uint64_t form = value_of(n, by_zero);
  if (by_zero) return 0;
  return static_cast<int>(std::min(form, static_cast<std::uint64_t>(forms_ - 1)));
}

}  // namespace usher
