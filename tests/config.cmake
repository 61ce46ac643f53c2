# Catalogs and configuration.
usher_unit_test(config LIBS usher::model
  FILES
    config/catalog_test.cpp
    config/po_test.cpp
)
