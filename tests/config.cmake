# Catalogs and configuration.
usher_unit_test(config LIBS usher::config
  FILES
    config/catalog_test.cpp
    config/check_test.cpp
    config/config_test.cpp
    config/po_test.cpp
)
