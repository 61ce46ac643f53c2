# The model layer: text, Docs, codecs, the command table, people, the database handle, clock and secrets. With the wiping
# operator delete, which every program is linked with.
usher_unit_test(model LIBS usher::engine usher_wipe Boost::json date::date-tz FILES
  model/bytes_test.cpp
  model/clock_test.cpp
  model/command_table_test.cpp
  model/database_test.cpp
  model/doc_codec_test.cpp
  model/doc_test.cpp
  model/documents_test.cpp
  model/errc_test.cpp
  model/later_test.cpp
  model/named_in_test.cpp
  model/people_test.cpp
  model/role_book_test.cpp
  model/script_test.cpp
  model/secret_test.cpp
  model/text_test.cpp
  model/zone_names_test.cpp
)
