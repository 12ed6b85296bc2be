"""Running the site: backups, restoring them, and upgrades. `python -m operations` lists them."""
