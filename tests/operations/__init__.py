"""Backups, restoring them, upgrades."""
