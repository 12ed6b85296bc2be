"""Public pages and the clerk's and coordinator's pages."""
