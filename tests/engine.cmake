# The engine: store, inbox, outbox, delivery, scheduler, brain, and the path through all of them.
add_library(usher_engine_rig STATIC support/engine_rig.cpp)
target_link_libraries(usher_engine_rig PUBLIC usher::engine)
usher_unit_test(engine LIBS usher_engine_rig SQLite::SQLite3 FILES
  engine/engine_test.cpp
  engine/delivery_test.cpp
)
