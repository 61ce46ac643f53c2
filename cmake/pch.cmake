# usher_use_pch(TARGET PLAIN|ASIO [TEST]): the headers that most files read, compiled once for all targets of a preset with
# USHER_PCH. Half of a file's compile time is reading them. Not in dev: there a file that forgets an #include of its own does
# not compile, and clang-tidy reads dev's commands.
#
# ASIO for targets that link it: its headers leave references behind in every file that reads them. TEST for programs with
# Catch2, itself one large header; they are compiled with -fPIE, libraries with -fPIC.
set(USHER_PCH_PLAIN <algorithm> <array> <atomic> <charconv> <chrono> <deque> <expected> <filesystem> <functional> <future>
  <map> <memory> <mutex> <optional> <set> <span> <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector>
  <fmt/format.h>)
set(USHER_PCH_ASIO ${USHER_PCH_PLAIN} <boost/asio/awaitable.hpp> <boost/asio/co_spawn.hpp> <boost/asio/io_context.hpp>
  <boost/asio/steady_timer.hpp> <boost/asio/use_awaitable.hpp> <boost/json/array.hpp> <boost/json/object.hpp>
  <boost/json/parse.hpp> <boost/json/serialize.hpp> <boost/json/string.hpp> <boost/json/value.hpp>)
set(USHER_PCH_OPTIONS "SHELL:-Xclang -fno-pch-timestamp" -fpch-instantiate-templates)

# The carrier, made when it is first asked for. In a function, so that it belongs to the top folder's scope.
function(usher_pch_carrier name kind test)
  if(TARGET ${name})
    return()
  endif()
  file(WRITE "${CMAKE_BINARY_DIR}/${name}.cpp" "// It carries the precompiled headers.\n")
  add_library(${name} OBJECT "${CMAKE_BINARY_DIR}/${name}.cpp")
  target_link_libraries(${name} PRIVATE usher::options fmt::fmt Boost::headers Threads::Threads)
  target_compile_options(${name} PRIVATE ${USHER_PCH_OPTIONS})
  set(headers ${USHER_PCH_${kind}})
  if(test)
    list(APPEND headers <catch2/catch.hpp>)
    set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(${name} PRIVATE -fPIE)
  endif()
  target_precompile_headers(${name} PRIVATE ${headers})
endfunction()

function(usher_use_pch target kind)
  if(NOT USHER_PCH)
    return()
  endif()
  set(test OFF)
  if("${ARGN}" STREQUAL "TEST")
    set(test ON)
  endif()
  string(TOLOWER "usher_pch_${kind}_${ARGN}" name)
  usher_pch_carrier(${name} ${kind} ${test})
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "EXECUTABLE" AND NOT test)
    # As the carrier, which is compiled as libraries are.
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(${target} PRIVATE -fPIC)
  endif()
  target_compile_options(${target} PRIVATE ${USHER_PCH_OPTIONS})
  target_precompile_headers(${target} REUSE_FROM ${name})
endfunction()
