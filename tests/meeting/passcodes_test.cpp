// tests/meeting/passcodes_test.cpp: what lets people in stays out of notes.
// SPDX-License-Identifier: BSD-3-Clause
#include "commands/meeting/minutes.hpp"

#include <catch2/catch.hpp>

using namespace usher::meeting;

TEST_CASE("the page has no passcode and no invitation", "[meeting][minutes]") {
  CHECK(
      without_passcodes("at https://e.zoom.us/j/x1?pwd=abc now") == "at https://e.zoom.us/j/x1 now"
  );
  CHECK(without_passcodes("https://numpy.slack.com/t/x/shared_invite/zt-1") == "(invitation)");
  CHECK(without_passcodes("https://numpy.org/?a=b") == "https://numpy.org/?a=b");
}

TEST_CASE("a passcode beneath its name does not stay either", "[meeting][minutes]") {
  CHECK(without_passcodes("Passcode:\n123456\nnext") == "Passcode:\n(removed)\nnext");
  CHECK(
      without_passcodes("- **Passcode:**\n\n- `a1B2c3`\n") == "- **Passcode:**\n\n- `(removed)`\n"
  );
  CHECK(without_passcodes("Password\r\n12 34 56\r\n") == "Password\r\n(removed)\r\n");
  CHECK(without_passcodes("密码：\n123456") == "密码：\n(removed)");
  CHECK(
      without_passcodes("Meeting ID:\n832 7861 1437\nPasscode:\n123456\n") ==
      "Meeting ID:\n832 7861 1437\nPasscode:\n(removed)\n"
  );
  // As two columns are copied.
  CHECK(
      without_passcodes("Meeting ID:\nPasscode:\n832 7861 1437\n123456\n7 items") ==
      "Meeting ID:\nPasscode:\n(removed)\n(removed)\n7 items"
  );
  for (const char* text :
       {"Passcode:\n\n## Topics\n", "Passcode:\nis in the calendar\n2026\n",
        "Meeting ID:\n832 7861 1437\n", "The passcode\n123456\n", "2026\n"}) {
    CHECK(without_passcodes(text) == text);
  }
}
