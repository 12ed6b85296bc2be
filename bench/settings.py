"""The site's settings, with the peers' pages added."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
