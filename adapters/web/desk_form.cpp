// adapters/web/desk_form.cpp: what comes back of a form: checked here as far as the form itself says, then its feature's.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/web/desk.hpp"
#include "adapters/web/json.hpp"
#include "bot/doc_codec.hpp"
#include "bot/form.hpp"
#include "bot/text.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace usher::web {

namespace json = boost::json;

namespace {

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  int parts[3] = {0, 0, 0};
  int part = 0;
  for (const char c : text) {
    if (c == '-') {
      ++part;
    } else if (c >= '0' && c <= '9' && part < 3) {
      parts[part] = parts[part] * 10 + (c - '0');
    } else {
      return false;
    }
  }
  return part == 2 &&
         std::chrono::year_month_day(
             std::chrono::year(parts[0]), std::chrono::month(static_cast<unsigned>(parts[1])),
             std::chrono::day(static_cast<unsigned>(parts[2]))
         )
             .ok();
}

bool is_choice(const Field& field, std::string_view value) {
  return std::ranges::find(field.choices, value, &Choice::value) != field.choices.end();
}

// What is wrong with one field's text; empty where nothing is.
std::string fault(
    const Field& field, std::string_view value, const Roster& roster, const Say& say
) {
  if (value.empty()) return field.optional ? "" : say("Please fill this in.").str();
  if (count_code_points(value) > field.max_length)
    return say("That is too long: {limit} characters fit.", fmt::arg("limit", field.max_length))
        .str();
  bool fine = true;
  switch (field.type) {
    case Field::Type::line:
    case Field::Type::text:
      break;
    case Field::Type::choice:
      fine = is_choice(field, value);
      break;
    case Field::Type::choices:
      for (const std::string_view one : split(value, '\n')) fine = fine && is_choice(field, one);
      break;
    case Field::Type::date:
      fine = is_date(value);
      break;
    case Field::Type::person:
      fine = roster.find(value) != nullptr;
      break;
  }
  return fine ? "" : say("Please choose one of these.").str();
}

}  // namespace

Step Desk::on(const Case& at, frame::Submit& submit) {
  auto ticket = space_.seal->open(submit.ticket, at.from.person, space_.clock.seconds());
  if (!ticket) return no(at, "no_form");
  const Say say = space_.say(at.from.person);
  Reject wrong;
  Submit what;
  what.form = ticket->form.id;
  for (const Field& field : ticket->form.fields) {
    const bool lines = field.type == Field::Type::text || field.type == Field::Type::choices;
    std::string value;
    if (field.secret) {
      const auto given = submit.secrets.find(field.name);
      if (given != submit.secrets.end()) value = sanitize(given->second.reveal(), lines);
    } else {
      const auto given = submit.fields.find(field.name);
      if (given != submit.fields.end()) value = sanitize(given->second, lines);
    }
    std::string flaw =
        fault(field, trim(value).empty() ? std::string_view() : value, space_.roster, say);
    if (!flaw.empty()) wrong.errors.emplace(field.name, std::move(flaw));
    if (field.secret) {
      what.secrets.emplace(field.name, Secret<std::string>(std::move(value)));
    } else {
      what.fields.emplace(field.name, std::move(value));
    }
  }
  if (!wrong.errors.empty()) return submitted(at, *ticket, Reply(std::move(wrong)));
  if (!ticket->form.state.empty()) what.fields["_state"] = ticket->form.state;
  auto ask =
      written(at, event(at, {"", ticket->room, ticket->thread}, std::move(what)), [](Database&) {
        return rows::Added{};
      });
  ask.then = [this, at, ticket = *ticket, text = submit.ticket](Result<Reply> reply) {
    const bool over = reply && !std::holds_alternative<Reject>(*reply);
    if (over) close_form(at, ticket, text);
    return submitted(at, ticket, std::move(reply));
  };
  return ask;
}

std::string Desk::submitted(const Case& at, const Ticket& ticket, Result<Reply> reply) {
  if (!reply) return failed(at, reply.error());
  json::object out{{"is", "ack"}, {"id", at.id}, {"ok", true}};
  if (const auto* why = std::get_if<Reject>(&*reply)) {
    json::object errors;
    for (const auto& [field, text] : why->errors) errors[field] = text;
    out["reply"] = "reject";
    out["errors"] = std::move(errors);
  } else if (auto* update = std::get_if<Update>(&*reply)) {
    Ticket next = ticket;
    next.form = std::move(update->form);
    next.made = space_.clock.seconds();
    out["reply"] = "update";
    out["form"] = to_json(next.form, space_.seal->ticket(next));
    if (Write kept = keep_form(space_, next)) space_.write(std::move(kept));
  } else if (std::holds_alternative<Close>(*reply)) {
    out["reply"] = "close";
  }
  return json::serialize(out);
}

Step Desk::on(const Case& at, const frame::Cancel& cancel) {
  auto ticket = space_.seal->open(cancel.ticket, at.from.person, space_.clock.seconds());
  if (!ticket) return no(at, "no_form");
  auto ask = written(
      at, event(at, {"", ticket->room, ticket->thread}, Cancelled{ticket->form.id}),
      [](Database&) { return rows::Added{}; }
  );
  ask.then = [this, at, ticket = *ticket, text = cancel.ticket,
              then = std::move(ask.then)](Result<Reply> reply) {
    if (reply) close_form(at, ticket, text);
    return then(std::move(reply));
  };
  return ask;
}

// It waits for nobody any more, here and in the person's other tabs.
void Desk::close_form(const Case& at, const Ticket& ticket, std::string_view text) {
  space_.secret_forms.erase(ticket.id);
  space_.write([id = ticket.id](Database& db) { db.run("DELETE FROM web_forms WHERE id=?", id); });
  space_.hub.tell(
      at.from.person, json::serialize(json::object{{"is", "form_done"}, {"ticket", text}}),
      at.from.tab
  );
}

}  // namespace usher::web
