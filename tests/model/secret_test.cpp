// tests/model/secret_test.cpp: a secret cannot be printed, and nothing of it stays behind: not in the value, and not in
// memory that was freed.
// SPDX-License-Identifier: BSD-3-Clause
#include "bot/secret.hpp"

#include "bot/model.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <ostream>
#include <type_traits>
#include <vector>

using namespace usher;

template <class T>
concept Printable = requires(std::ostream& to, const T& value) { to << value; };

static_assert(!fmt::is_formattable<Secret<std::string>>::value);
static_assert(!fmt::is_formattable<Secret<Snapshot>>::value);
static_assert(!fmt::is_formattable<SecretFields>::value);
static_assert(!Printable<Secret<std::string>>);
static_assert(!std::is_convertible_v<Secret<std::string>, std::string>);
static_assert(!std::is_convertible_v<std::string, Secret<std::string>>);
static_assert(!std::equality_comparable<Secret<std::string>>);

namespace {

// Counts how often it was wiped with something in it.
struct Counted {
  int value = 0;
  int* wiped = nullptr;
};
void wipe(Counted& counted) noexcept {
  if (counted.value != 0 && counted.wiped != nullptr) ++*counted.wiped;
  counted.value = 0;
}

// A page of this process as the kernel sees it: looking at memory that was freed is no business of the compiler's.
std::string look_at(std::uintptr_t address, std::size_t size) {
  std::string bytes(size, '?');
  const int fd =
      ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  REQUIRE(fd >= 0);
  const auto got = ::pread(fd, bytes.data(), size, static_cast<off_t>(address));
  ::close(fd);
  REQUIRE(got == static_cast<ssize_t>(size));
  return bytes;
}

}  // namespace

TEST_CASE("a secret gives its value to who asks for it by name") {
  const Secret<std::string> secret(std::string("xoxb-1"));
  CHECK(secret.reveal() == "xoxb-1");
  CHECK_FALSE(secret.empty());
  CHECK(Secret<std::string>().empty());
}

TEST_CASE("a secret is wiped when it ends, when it is replaced, and where it was moved from") {
  int wiped = 0;
  {
    Secret<Counted> first(Counted{7, &wiped});
    CHECK(wiped == 1);  // the argument that it was made from
    Secret<Counted> second(std::move(first));
    CHECK(wiped == 2);
    CHECK(second.reveal().value == 7);
    Secret<Counted> third(Counted{8, &wiped});
    CHECK(wiped == 3);
    third = second;  // what it held before
    CHECK(wiped == 4);
    third = std::move(second);  // what it held, and what was moved from
    CHECK(wiped == 6);
    CHECK(third.reveal().value == 7);
  }
  CHECK(wiped == 7);
}

TEST_CASE("a copy of a secret is wiped by itself; assigning one to itself keeps it") {
  Secret<std::string> one(std::string("the secret"));
  {
    const Secret<std::string> copy = one;  // NOLINT(performance-unnecessary-copy-initialization)
    CHECK(copy.reveal() == "the secret");
  }
  const Secret<std::string>& same = one;
  one = same;
  CHECK(one.reveal() == "the secret");
}

TEST_CASE("wiping a text leaves nothing in its buffer, behind its end neither") {
  for (const std::size_t size : {std::size_t{4}, std::size_t{4000}}) {
    std::string text(size, 's');
    const auto* at = text.data();
    text.resize(2);
    const std::size_t capacity = text.capacity();
    wipe(text);
    CHECK(text.empty());
    REQUIRE(text.capacity() == capacity);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): an address is wanted
    CHECK(look_at(reinterpret_cast<std::uintptr_t>(at), size) == std::string(size, '\0'));
  }
}

TEST_CASE("wiping a snapshot wipes each of its texts") {
  Snapshot snapshot{"ada", "what was said", "https://example.org", {}};
  wipe(snapshot);
  CHECK(snapshot.author.empty());
  CHECK(snapshot.text.empty());
  CHECK(snapshot.link.empty());
}

#ifdef USHER_SANITIZED
TEST_CASE("memory that is freed is wiped: skipped, since a sanitizer keeps its own allocator") {
  WARN("skipped: sanitizers replace operator delete");
}
#else
TEST_CASE("memory that is freed is wiped, whatever freed it") {
  // Beyond the first 32 bytes, where the allocator keeps its lists.
  constexpr std::size_t size = 1000;
  constexpr std::size_t lists = 32;
  const auto left = [](std::uintptr_t address) {
    const std::string bytes = look_at(address, size).substr(lists);
    return bytes.find('\x5A') != std::string::npos;
  };
  const auto fill = [](void* memory) {
    std::memset(memory, 0x5A, size);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): an address is wanted
    return reinterpret_cast<std::uintptr_t>(memory);
  };
  std::uintptr_t address = 0;
  // Without the wiping delete it would still be there: the test can see what it looks for.
  void* plain = std::malloc(size);  // NOLINT(cppcoreguidelines-no-malloc)
  REQUIRE(plain != nullptr);
  address = fill(plain);
  std::free(plain);  // NOLINT(cppcoreguidelines-no-malloc)
  CHECK(left(address));

  address = fill(::operator new(size));
  {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast,performance-no-int-to-ptr)
    ::operator delete(reinterpret_cast<void*>(address));
  }
  CHECK_FALSE(left(address));

  {
    std::string text(size, '\x5A');
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
    address = reinterpret_cast<std::uintptr_t>(text.data());
  }
  CHECK_FALSE(left(address));

  {
    std::vector<char> growing(size, '\x5A');
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
    address = reinterpret_cast<std::uintptr_t>(growing.data());
    growing.resize(100 * size);  // moves: the old place is freed
  }
  CHECK_FALSE(left(address));

  {
    const auto array = std::make_unique<std::array<char, size>>();
    address = fill(array->data());
  }
  CHECK_FALSE(left(address));

  struct alignas(64) Aligned {
    std::array<char, size> bytes;
  };
  {
    const auto aligned = std::make_unique<Aligned>();
    address = fill(aligned->bytes.data());
  }
  CHECK_FALSE(left(address));
}
#endif
