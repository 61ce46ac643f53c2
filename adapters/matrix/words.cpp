// adapters/matrix/words.cpp: what Usher says about rooms, unasked.
// SPDX-License-Identifier: BSD-3-Clause
#include "adapters/matrix/words.hpp"

namespace usher::matrix {

namespace {

using Why = Verdict::Why;

// As people know it.
Text name_of(const Room& room) {
  if (!room.name.empty()) return Text(room.name);
  return Text(room.alias.empty() ? room.id : room.alias);
}

void add_contact(Doc& doc, const Say& say, std::string_view url) {
  if (url.empty()) return;
  doc.paragraph({link(say("You can also reach the people behind me here."), url)});
}

}  // namespace

std::string reason_of(const Say& say, Why why, std::string_view contact_url) {
  std::string out;
  switch (why) {
    case Why::stranger:
      out = say("I only come where I am expected. Please ask the people who run me, or write to me "
                "from an account that shares a room with me.")
                .str();
      break;
    case Why::encrypted_room:
      out = say("I cannot read encrypted rooms yet, so I would be of no use here.").str();
      break;
    case Why::encrypted_direct:
      out = say("I cannot read encrypted conversations yet. I am inviting you to one that is not "
                "encrypted.")
                .str();
      break;
    case Why::is_space:
      out = say("This is a Space, where nothing can be said. Please invite me to a room in it.")
                .str();
      break;
    case Why::welcome:
    case Why::named:
    case Why::direct:
    case Why::crowded:
      return out;
  }
  if (!contact_url.empty()) {
    out += ' ';
    out += say("See {url}", fmt::arg("url", Text(contact_url))).str();
  }
  return out;
}

Phrase topic_of_direct(const Say& say) {
  return say(
      "A conversation with a bot. It is not encrypted: the people who run the homeservers can "
      "read it."
  );
}

Doc who_reads_along(const Say& say, std::string_view theirs, std::string_view contact_url) {
  Doc doc;
  if (theirs.empty())
    doc.paragraph({say(
        "This conversation is not encrypted: the people who run this homeserver can read what we "
        "write here."
    )});
  else
    doc.paragraph({say(
        "This conversation is not encrypted: the people who run this homeserver, and those who run "
        "{server}, can read what we write here.",
        fmt::arg("server", Text(theirs))
    )});
  add_contact(doc, say, contact_url);
  return doc;
}

Doc room_is_encrypted(const Say& say, const Room& room) {
  Doc doc;
  doc.paragraph({say(
      "{room} is encrypted, and I cannot read or write encrypted messages yet.",
      fmt::arg("room", name_of(room))
  )});
  doc.paragraph({say(
      "So I stay silent there: no commands, no reminders, no news. In rooms that are not "
      "encrypted, "
      "and here, everything works. A room cannot be made unencrypted again; a new one can be made "
      "without encryption."
  )});
  return doc;
}

Doc room_is_silent(const Say& say, const Room& room) {
  Doc doc;
  doc.paragraph({say("I may not write in {room}.", fmt::arg("room", name_of(room)))});
  doc.paragraph(
      {say("I hear commands there and cannot answer them. Somebody who may change the room's "
           "permissions "
           "can give me a power level that is high enough to send messages.")}
  );
  return doc;
}

Doc why_opened(const Say& say, bool turned) {
  Doc doc;
  doc.paragraph(
      {turned ? say("Our other conversation is encrypted now, and I cannot read encrypted messages "
                    "yet. Let us go on here.")
              : say("You invited me to an encrypted conversation, and I cannot read those yet. "
                    "Here is "
                    "one that is not encrypted.")}
  );
  return doc;
}

Doc was_away(const Say& say, const Room* room) {
  Doc doc;
  if (room == nullptr || room->direct)
    doc.paragraph({say("I was away when you wrote, and it is a while ago. Please say it again.")});
  else
    doc.paragraph({say(
        "I was away when you wrote to me in {room}, and it is a while ago. Please say it again.",
        fmt::arg("room", name_of(*room))
    )});
  return doc;
}

}  // namespace usher::matrix
