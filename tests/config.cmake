# Catalogs and configuration.
usher_unit_test(config LIBS usher::config Boost::json
  FILES
    config/answer_file_test.cpp
    config/catalog_test.cpp
    config/catalog_languages_test.cpp
    config/locales_test.cpp
    config/plural_rule_test.cpp
    config/po_write_test.cpp
    config/check_test.cpp
    config/config_groups_test.cpp
    config/config_matrix_test.cpp
    config/config_meetings_test.cpp
    config/config_people_test.cpp
    config/config_proposals_test.cpp
    config/config_roles_test.cpp
    config/config_safety_test.cpp
    config/config_test.cpp
    config/config_web_test.cpp
    config/passages_test.cpp
    config/po_test.cpp
    config/strings_test.cpp
)
target_compile_definitions(config_tests PRIVATE USHER_E5_MODEL="${USHER_E5_MODEL}")
