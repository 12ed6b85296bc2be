"""What the site itself knows of its backups, and its part in making them."""

from django.conf import settings

from core.backup_folder import BackupFolder


def folder() -> BackupFolder | None:
    """BACKUP_DIR, if backups are set up."""
    if settings.BACKUP_DIR is None:
        return None
    found = BackupFolder(settings.BACKUP_DIR)
    return found if found.recipients.exists() else None


def copy_scans() -> int:
    """Copy new scans to the backups; returns how many. A job of the worker."""
    found = folder()
    return found.copy_scans(settings.SCAN_DIR) if found else 0
