"""Pictures are committed only to be shown: all others are taken by command."""

import re
from pathlib import Path

from tests.architecture.source import files
from tests.browser.screenshots import SHOWN

PICTURE = re.compile(r"[\w/-]+\.png\b")


def test_committed_pictures_are_those_that_documents_show() -> None:
    texts = [each.read_text(encoding="utf-8") for each in files(".md")]
    shown = {Path(name).stem for text in texts for name in PICTURE.findall(text)}
    assert {each.stem for each in files(".png", ".jpg", ".webp")} == shown == SHOWN
