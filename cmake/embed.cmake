# usher_embed(TARGET name FILES …): puts files into a library as bytes, found by name with usher::embedded(name).
# The generated source depends on each file, so a changed text is in the next build.
function(usher_embed target)
  cmake_parse_arguments(arg "" "ROOT;SYMBOL" "FILES" ${ARGN})
  set(out "${CMAKE_CURRENT_BINARY_DIR}/${arg_SYMBOL}.cpp")
  set(paths "")
  foreach(file IN LISTS arg_FILES)
    list(APPEND paths "${arg_ROOT}/${file}")
  endforeach()
  string(REPLACE ";" "|" joined "${arg_FILES}")
  add_custom_command(OUTPUT "${out}"
    COMMAND "${CMAKE_COMMAND}" "-DROOT=${arg_ROOT}" "-DFILES=${joined}" "-DSYMBOL=${arg_SYMBOL}" "-DOUT=${out}"
            -P "${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake"
    DEPENDS ${paths} "${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake" VERBATIM
    COMMENT "Embedding ${arg_SYMBOL}")
  target_sources(${target} PRIVATE "${out}")
endfunction()
