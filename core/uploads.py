"""What people send as files: how large, under which names; nothing of a name is ever used."""

import html
import re
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, load_handler
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict

LARGEST = 20 * 1024 * 1024  # bytes of one file: forty pages in color at 200 dots an inch
TOO_LARGE = "This file is too large. Scan at 200 dots per inch, or send the pages one by one."
ODD_NAME = (
    "The name of this file has signs that no scanner writes, such as / or <. "
    "Make sure that it is the right file, and give it a plain name."
)

_PATH_MARK = ":"  # put before a name that came with a path: Django itself would cut that off
_ODD = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_IS_TOO_LARGE = "core.uploads.too_large"


def has_odd_name(name: str) -> bool:
    """Whether a file is named as only somebody up to mischief names it: a path, or markup."""
    return bool(_ODD.search(name))


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file was left out of this request because it is larger than LARGEST."""
    return bool(request.META.get(_IS_TOO_LARGE))


class _Parser(MultiPartParser):
    """Django's own, but that it tells when a name was a path."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        name = super().sanitize_file_name(file_name)
        is_path = re.search(r"[/\\]", html.unescape(file_name))
        return f"{_PATH_MARK}{name or 'file'}" if is_path else name


class CarefulUploads(FileUploadHandler):
    """The first of the handlers: drops what is too large instead of filling the disk with it."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - Django calls it so
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict] | None:
        """Let our own parser do the work, with all handlers but this method."""
        handlers = [_Quota(self.request)]
        handlers += [
            load_handler(f"django.core.files.uploadhandler.{name}", self.request)
            for name in ("MemoryFileUploadHandler", "TemporaryFileUploadHandler")
        ]
        return _Parser(META, input_data, handlers, encoding).parse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Never called: see handle_raw_input."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Never called: see handle_raw_input."""


class _Quota(FileUploadHandler):
    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > LARGEST:
            self.request.META[_IS_TOO_LARGE] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
