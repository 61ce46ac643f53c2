# What every target is compiled with. Link to usher::options.
option(USHER_TESTS "Build the tests, benchmarks and fuzzers' replays" ON)
option(USHER_TEST_CLOCK "Let a clock file steer time (system tests only, never a release)" OFF)
option(USHER_FUZZ "Build the libFuzzer targets" OFF)
option(USHER_PCH "Precompile the headers that most files read" OFF)
option(USHER_UNITY "Compile several files as one" OFF)
option(USHER_WERROR "Treat warnings as errors" OFF)
set(USHER_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them: address,undefined or thread")
set(USHER_SANITIZE_LESS "" CACHE STRING "Options that leave checks of those out")

add_library(usher_options INTERFACE)
add_library(usher::options ALIAS usher_options)
target_include_directories(usher_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(usher_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wimplicit-fallthrough -fno-omit-frame-pointer
  "-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")
# Leaving members out is what designated initializers are for.
target_compile_options(usher_options INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-missing-designated-field-initializers>)
if(USHER_WERROR)
  target_compile_options(usher_options INTERFACE -Werror)
endif()
# Separate compilation: Asio and Beast are instantiated once, in bot/net/asio_impl.cpp (facts: 7.7 s a file instead of 8.8 s).
target_compile_definitions(usher_options INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
  BOOST_ASIO_NO_DEPRECATED)
# Asio keeps what a coroutine or a handler has let go of for the next one: two of each by default, where a message takes several.
target_compile_definitions(usher_options INTERFACE BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE=8)
if(USHER_TEST_CLOCK)
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    message(FATAL_ERROR "USHER_TEST_CLOCK lets a file steer the clock; a release must not have it.")
  endif()
  target_compile_definitions(usher_options INTERFACE USHER_TEST_CLOCK=1)
endif()
if(USHER_SANITIZE)
  target_compile_options(usher_options INTERFACE "-fsanitize=${USHER_SANITIZE}" -fno-sanitize-recover=all)
  target_link_options(usher_options INTERFACE "-fsanitize=${USHER_SANITIZE}")
  target_compile_options(usher_options INTERFACE ${USHER_SANITIZE_LESS})
  target_compile_definitions(usher_options INTERFACE USHER_SANITIZED=1)
endif()
if(USHER_FUZZ)
  target_compile_options(usher_options INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(usher_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
# Hardening, in release as measured and recommended for a long-running service that reads hostile input.
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(usher_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong
    -fstack-clash-protection -fcf-protection -D_GLIBCXX_ASSERTIONS)
  target_link_options(usher_options INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
find_program(USHER_LLD NAMES ld.lld-19 ld.lld)
if(USHER_LLD AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_link_options(usher_options INTERFACE "--ld-path=${USHER_LLD}")
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    # Functions that are the same to the byte are kept once, where nobody compares their addresses; and relocations take an
    # eighth (glibc 2.36, Debian 12's): half a megabyte less that stays in memory.
    target_link_options(usher_options INTERFACE -Wl,--icf=safe -Wl,-z,pack-relative-relocs)
  endif()
endif()
# A library that nothing of is used from costs memory and start-up all the same.
target_link_options(usher_options INTERFACE -Wl,--gc-sections -Wl,--as-needed)
target_compile_options(usher_options INTERFACE -ffunction-sections -fdata-sections)
