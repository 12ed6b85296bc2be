"""Which Chromium the tests and the pictures drive: Debian's own, if this machine has one."""

import shutil

# The shell draws no window of its own: a new context takes a third of the CPU time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
HOW_TO_GET_IT = (
    "no Chromium here: apt-get install chromium-headless-shell fonts-noto-core fonts-noto-cjk"
)
