// bot/calls.cpp: the rows of calls under way.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/calls.hpp"

namespace usher::calls {

Row add(
    Database& db, std::string_view feature, const Call& call, const Event* cause, sys_seconds now
) {
  const bool theirs = call.of_asker && cause != nullptr;
  const bool held = call.of_asker && !call.body.empty();
  const std::string_view space = theirs ? std::string_view(cause->at.space) : std::string_view();
  const std::string_view person = theirs ? std::string_view(cause->who.id) : std::string_view();
  const std::string_view written = held ? std::string_view() : std::string_view(call.body);
  db.run(
      "INSERT INTO calls(space,person,feature,tag,service,method,path,body,held,etag,within,"
      "created) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
      space, person, feature, call.tag, call.service, call.method, call.path, Blob{written}, held,
      call.etag, call.within.count(), now
  );
  return {
      .id = db.last_id(),
      .feature = std::string(feature),
      .call = call,
      .created = now,
      .tries = 0,
      .due = now
  };
}

std::vector<Row> all(Database& db) {
  std::vector<Row> rows;
  auto row = db.query(
      "SELECT id,feature,tag,service,method,path,body,etag,within,created,tries,due,held FROM "
      "calls ORDER BY id"
  );
  while (row.next()) {
    Row out;
    out.id = row.integer(0);
    out.feature = row.text(1);
    out.call.tag = row.text(2);
    out.call.service = row.text(3);
    out.call.method = row.text(4);
    out.call.path = row.text(5);
    out.call.body = row.blob(6);
    out.call.etag = row.text(7);
    out.call.within = std::chrono::seconds(row.integer(8));
    out.created = row.time(9);
    out.tries = static_cast<int>(row.integer(10));
    out.due = sys_millis(std::chrono::milliseconds(row.integer(11)));
    out.lost = row.integer(12) != 0;
    rows.push_back(std::move(out));
  }
  return rows;
}

bool take(Database& db, std::int64_t id) { return db.run("DELETE FROM calls WHERE id=?", id) == 1; }

void forget(Database& db, std::string_view space, std::string_view person) {
  if (!person.empty()) db.run("DELETE FROM calls WHERE person=? AND space=?", person, space);
}

void retry_later(Database& db, std::int64_t id, int tries, sys_millis due) {
  db.run("UPDATE calls SET tries=?, due=? WHERE id=?", tries, due.time_since_epoch().count(), id);
}

}  // namespace usher::calls
