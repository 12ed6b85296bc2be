"""Django's command line; without DATABASE_URL it starts the local PostgreSQL first.

`migrate` works as the owner of the database, every other command as the site's own role.
"""

import os
import sys

# They must also work where no database can be started, such as while an image is built.
WITHOUT_DATABASE = {"help", "--help", "-h", "version", "--version"}
WITHOUT_DATABASE |= {"makemessages", "compilemessages", "collectstatic"}
AS_OWNER = {"migrate", "flush"}


def main() -> None:
    """Runs the command in sys.argv; one sentence where Django or the database is missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line

        from config import local_postgres
        from config.env import SettingsError
        from core import disk
    except ImportError as error:
        sys.exit(f"{error}. Use ./run manage, which installs what is needed and uses it.")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if not os.environ.get("DATABASE_URL") and command not in WITHOUT_DATABASE:
        try:
            local_postgres.export_urls(local_postgres.default_data_dir())
        except local_postgres.PostgresDidNotStart as error:
            sys.exit(str(error))
    if command in AS_OWNER:
        os.environ["AS_DATABASE_OWNER"] = "1"
    try:
        execute_from_command_line(sys.argv)
    except SettingsError as error:
        sys.exit(str(error))
    except OSError as error:
        if not disk.is_full(error):
            raise
        sys.exit(str(error))


if __name__ == "__main__":
    main()
