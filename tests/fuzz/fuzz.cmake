# Fuzz targets. usher_fuzz_target(name LIBS … FILES …) makes the program fuzz_<name> from files that define
# LLVMFuzzerTestOneInput; its corpus is tests/fuzz/corpus/<name>/, one input a file, every past crash among them.
# In the preset "fuzz" it is a libFuzzer program (./dev fuzz); in every other one it replays the corpus as a test.
add_custom_target(fuzzers)

function(usher_fuzz_target name)
  cmake_parse_arguments(arg "" "" "LIBS;FILES" ${ARGN})
  set(corpus "${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus/${name}")
  list(TRANSFORM arg_FILES PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/fuzz/")
  add_executable(fuzz_${name} ${arg_FILES})
  target_link_libraries(fuzz_${name} PRIVATE usher::options ${arg_LIBS})
  if(USHER_FUZZ)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    set(replay -runs=0)
  else()
    target_sources(fuzz_${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}/fuzz/replay_main.cpp")
    set(replay "")
  endif()
  add_dependencies(fuzzers fuzz_${name})
  add_test(NAME "fuzz: ${name} replays its corpus" COMMAND fuzz_${name} ${replay} "${corpus}")
  set_tests_properties("fuzz: ${name} replays its corpus" PROPERTIES LABELS fuzz TIMEOUT 300)
endfunction()

# One line a target:
usher_fuzz_target(nep_header LIBS usher::commands FILES nep_header_fuzz.cpp)
usher_fuzz_target(nep_faults LIBS usher::commands FILES nep_faults_fuzz.cpp)
usher_fuzz_target(nep_body LIBS usher::commands FILES nep_body_fuzz.cpp)
usher_fuzz_target(nep_log LIBS usher::commands usher::net FILES nep_log_fuzz.cpp)
usher_fuzz_target(po LIBS usher::config FILES po_fuzz.cpp)
usher_fuzz_target(config LIBS usher::config FILES config_fuzz.cpp)
usher_fuzz_target(web_people LIBS usher::config FILES web_people_fuzz.cpp)
usher_fuzz_target(web_frame LIBS usher::adapters FILES web_frame_fuzz.cpp)
usher_fuzz_target(web_ticket LIBS usher::adapters FILES web_ticket_fuzz.cpp)
usher_fuzz_target(mail_archive LIBS usher::net usher::commands FILES mail_archive_fuzz.cpp)
