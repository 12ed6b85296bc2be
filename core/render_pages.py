"""Renders the pages of a scan again: a separate program, `python -I render_pages.py FOLDER < scan`.

It reads files that a stranger may have made, so it runs outside the site, with limited memory and
time and without secrets. Its output is made of pixels only: no script, no hidden second file and no
place where a photo was taken remains. Prints JSON: either
{"pages": [{"width": …, "height": …}]}, the files being 0.jpg, 1.jpg …, or {"refused": reason}.
"""

from __future__ import annotations

import errno
import io
import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

MEMORY = 1536 * 1024 * 1024  # bytes
SECONDS = 40  # of processor time
MOST_PAGES = 40
MOST_PIXELS = 50_000_000  # a Letter sheet at 600 dots an inch has 34 million
LONGEST_SIDE = 2400  # pixels of a stored page: a Letter sheet at about 215 dots an inch
POINTS_AN_INCH, DOTS_AN_INCH = 72, 200
QUALITY = 80

PICTURES = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
PDF_STARTS_WITHIN = 1024  # bytes: mail programs and scanners put something before "%PDF-"
DEEP_GRAY = ("I", "I;16", "I;16B")  # modes of 65,536 grays, of which Pillow makes white
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)  # as core.disk, which this program cannot import


class Refused(Exception):
    """The scan is refused; the message is a key of core.pictures.REFUSALS."""


def kind_of(data: bytes) -> str:
    """PDF, PNG or JPEG, by its first bytes; Refused if it is another kind.

    Whatever else a file has, a script or a second file, is not rendered and so not stored.
    """
    for signature, kind in PICTURES.items():
        if data.startswith(signature):
            return kind
    if b"%PDF-" in data[:PDF_STARTS_WITHIN]:
        return "PDF"
    raise Refused("kind")


def pages_of(data: bytes) -> Iterator[Image.Image]:
    """Each page as a picture."""
    kind = kind_of(data)
    yield from _pdf_pages(data) if kind == "PDF" else [_picture(data, kind)]


def _picture(data: bytes, kind: str) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # checked below, before anything is unpacked
    try:
        picture = Image.open(io.BytesIO(data), formats=[kind])
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused("pixels")
        picture.load()
        return _on_white(ImageOps.exif_transpose(picture))
    except (OSError, ValueError, SyntaxError) as error:
        raise Refused("damaged") from error


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in DEEP_GRAY:
        return picture.point(lambda gray: gray * (1 / 256)).convert("RGB")
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    return paper.convert("RGB")


def _pdf_pages(data: bytes) -> Iterator[Image.Image]:
    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()  # before any page is loaded, or its form fields are not rendered
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise Refused("locked" if "assword" in str(error) else "damaged") from error
    if count == 0:
        raise Refused("damaged")
    if count > MOST_PAGES:
        raise Refused("pages")
    for number in range(count):
        try:
            page = document[number]
            longest = max(*page.get_size(), 1)
            scale = min(DOTS_AN_INCH / POINTS_AN_INCH, LONGEST_SIDE / longest)
            yield page.render(scale=scale).to_pil().convert("RGB")
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise Refused("damaged") from error


def main() -> None:
    """Read the scan, write its pages, print the result."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    folder = Path(sys.argv[1])
    result: dict[str, object]
    try:
        sizes = []
        for number, page in enumerate(pages_of(sys.stdin.buffer.read())):
            page.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            page.save(folder / f"{number}.jpg", "JPEG", quality=QUALITY)
            sizes.append({"width": page.width, "height": page.height})
        result = {"pages": sizes}
    except Refused as refused:
        result = {"refused": str(refused)}
    except MemoryError:
        result = {"refused": "pixels"}
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        result = {"refused": "no_room"}
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main()
