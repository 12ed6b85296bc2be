"""All tests; a package so that pytest can load the plugin `tests.postgres` by name."""
