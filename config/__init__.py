"""The project around the apps: settings, URLs, web, worker, local database."""
