# The engine: brain, calls, scheduler, and the path through all of them, with their threads; then its parts, which have none.
add_library(usher_engine_rig STATIC support/engine_rig.cpp support/shim_vfs.cpp)
target_link_libraries(usher_engine_rig PUBLIC usher::engine PRIVATE SQLite::SQLite3)
usher_unit_test(engine LIBS usher_engine_rig SQLite::SQLite3 FILES
  engine/at_home_test.cpp
  engine/brain_test.cpp
  engine/calls_test.cpp
  engine/call_limit_test.cpp
  engine/call_trouble_test.cpp
  engine/dispatch_test.cpp
  engine/last_resort_test.cpp
  engine/forget_engine_test.cpp
  engine/listing_book_test.cpp
  engine/edited_test.cpp
  engine/outbox_test.cpp
  engine/retention_test.cpp
  engine/roles_test.cpp
  engine/scheduler_test.cpp
  engine/tidying_test.cpp
  engine/engine_begun_test.cpp
  engine/engine_posts_test.cpp
  engine/engine_test.cpp
  engine/fault_test.cpp
  engine/engine_trouble_test.cpp
  engine/dialogue_engine_test.cpp
  engine/dialogue_repeat_test.cpp
  engine/dialogue_secret_test.cpp
  engine/form_engine_test.cpp
  engine/uncarried_test.cpp
)
usher_unit_test(engine_parts LIBS usher_engine_rig SQLite::SQLite3 FILES
  engine/code_pages_test.cpp
  engine/inbox_test.cpp
  engine/goes_with_test.cpp
  engine/posted_test.cpp
  engine/waiting_keys_test.cpp
  engine/outbox_ids_test.cpp
  engine/baseline_test.cpp
  engine/store_lock_test.cpp
  engine/store_refusal_test.cpp
  engine/store_test.cpp
  engine/dialogue_field_test.cpp
  engine/dialogue_reading_test.cpp
  engine/dialogue_test.cpp
  engine/form_test.cpp
  engine/delivery_account_test.cpp
  engine/delivery_pace_test.cpp
  engine/delivery_rest_test.cpp
  engine/delivery_test.cpp
  engine/delivery_trouble_test.cpp
  engine/delivery_urgent_test.cpp
  engine/service_manager_test.cpp
)
