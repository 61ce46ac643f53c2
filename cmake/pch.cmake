# usher_use_pch(TARGET PLAIN|ASIO [TEST]): the headers that most files read, compiled once for all targets of a preset with
# USHER_PCH. Half of a file's compile time is reading them. Not in dev: there a file that forgets an #include of its own does
# not compile, and clang-tidy reads dev's commands.
#
# ASIO for targets that link it: its headers leave references behind in every file that reads them. TEST for programs with
# Catch2, itself one large header; they are compiled with -fPIE, libraries with -fPIC.
#
# With sanitizers, whose builds hardly optimise, what the headers define is compiled once too, into an object that all of the
# kind are linked with (-fpch-codegen), and cmake/pch_often.hpp has it define what most files instantiate: otherwise half
# of what is compiled is compiled again and again. Where the optimiser runs it wants to see those functions, and would compile them for each file all the same.
set(USHER_PCH_PLAIN <algorithm> <array> <atomic> <charconv> <chrono> <deque> <expected> <filesystem> <functional> <future>
  <map> <memory> <mutex> <optional> <set> <span> <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector>
  <fmt/format.h>)
set(USHER_PCH_ASIO ${USHER_PCH_PLAIN} <boost/asio/awaitable.hpp> <boost/asio/co_spawn.hpp> <boost/asio/io_context.hpp>
  <boost/asio/steady_timer.hpp> <boost/asio/use_awaitable.hpp> <boost/json/array.hpp> <boost/json/object.hpp>
  <boost/json/parse.hpp> <boost/json/serialize.hpp> <boost/json/string.hpp> <boost/json/value.hpp>)
set(USHER_PCH_OPTIONS "SHELL:-Xclang -fno-pch-timestamp" -fpch-instantiate-templates)
if(USHER_SANITIZE AND NOT USHER_FUZZ)
  set(USHER_PCH_CODE ON)
  list(APPEND USHER_PCH_OPTIONS -fpch-codegen)
endif()

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
  if(USHER_PCH_CODE)
    list(APPEND headers "${CMAKE_SOURCE_DIR}/cmake/pch_often.hpp")
  endif()
  if(test)
    list(APPEND headers <catch2/catch.hpp>)
    set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(${name} PRIVATE -fPIE)
  endif()
  target_precompile_headers(${name} PRIVATE ${headers})
  if(USHER_PCH_CODE)
    usher_pch_code(${name} "${test}")
  endif()
endfunction()

# ${name}code: what the precompiled header defines, as a library.
function(usher_pch_code name test)
  set(pch "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${name}.dir/cmake_pch.hxx.pch")
  set(object "${CMAKE_CURRENT_BINARY_DIR}/${name}code.o")
  separate_arguments(flags NATIVE_COMMAND "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_DEBUG}")
  add_custom_command(OUTPUT "${object}"
    COMMAND "${CMAKE_CXX_COMPILER}" ${flags} "$<TARGET_PROPERTY:usher_options,INTERFACE_COMPILE_OPTIONS>"
      "$<IF:$<BOOL:${test}>,-fPIE,-fPIC>" -Wno-unused-command-line-argument -c "${pch}" -o "${object}"
    DEPENDS "${pch}" COMMAND_EXPAND_LISTS VERBATIM COMMENT "Compiling what ${name} defines")
  set_source_files_properties("${object}" PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
  add_library(${name}code STATIC "${object}")
  set_target_properties(${name}code PROPERTIES LINKER_LANGUAGE CXX USHER_OBJECT "${object}")
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
  if(USHER_PCH_CODE)
    target_link_libraries(${target} PRIVATE ${name}code)
    if(type STREQUAL "EXECUTABLE")
      # Before all libraries: those of others define some of it too, compiled without the sanitizer, which then does not see
      # what is locked and counted there.
      get_target_property(object ${name}code USHER_OBJECT)
      target_link_options(${target} BEFORE PRIVATE "${object}")
    endif()
  endif()
endfunction()
