# The engine: store, inbox, outbox, delivery, scheduler, brain, and the path through all of them.
add_library(usher_engine_rig STATIC support/engine_rig.cpp support/shim_vfs.cpp)
target_link_libraries(usher_engine_rig PUBLIC usher::engine PRIVATE SQLite::SQLite3)
usher_unit_test(engine LIBS usher_engine_rig SQLite::SQLite3 FILES
  engine/brain_test.cpp
  engine/engine_test.cpp
  engine/fault_test.cpp
  engine/delivery_test.cpp
)
