"""The site's own settings, with the peers' pages beside its own."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
