# usher_use_unity(TARGET): compiles several sources of a target as one, in a preset with USHER_UNITY. Most of what a file costs
# is the reading of headers: the whole takes little more than half of the time so. Not in dev, where one changed file is all that is compiled again
# and a file that forgets an #include of its own shows.
#
# Which may go together cmake/unity_groups.py says: those that mean the same together as alone. Call it after the last source
# was added.
function(usher_use_unity target)
  if(NOT USHER_UNITY)
    return()
  endif()
  find_program(USHER_PYTHON NAMES python3 REQUIRED)
  get_target_property(sources ${target} SOURCES)
  get_target_property(folder ${target} SOURCE_DIR)
  set(paths "")
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${folder}")
    get_source_file_property(generated "${source}" GENERATED)
    if(NOT generated AND source MATCHES "\\.cpp$")
      list(APPEND paths "${source}")
    endif()
  endforeach()
  execute_process(COMMAND "${USHER_PYTHON}" "${CMAKE_SOURCE_DIR}/cmake/unity_groups.py" 8 ${paths}
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    OUTPUT_VARIABLE groups OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  # One line a group, in it ";" between paths.
  string(REPLACE ";" "|" groups "${groups}")
  string(REPLACE "\n" ";" groups "${groups}")
  set(number 0)
  foreach(group IN LISTS groups)
    string(REPLACE "|" ";" group "${group}")
    list(LENGTH group size)
    if(size GREATER 1)
      set_source_files_properties(${group} TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP "group_${number}")
      math(EXPR number "${number} + 1")
    endif()
  endforeach()
  # A parameter of a header named as something of the file before it: harmless, and dev tells of those that are not.
  target_compile_options(${target} PRIVATE -Wno-shadow)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # Names change with sources: then the groups are made anew.
  set_property(DIRECTORY "${CMAKE_SOURCE_DIR}" APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${paths}
    "${CMAKE_SOURCE_DIR}/cmake/unity_groups.py")
endfunction()
