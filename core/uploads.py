"""Uploaded files: limits on size and names. No part of a file's name is ever used."""

import html
import logging
import re
import tempfile
from typing import Any

from django.core.files.uploadhandler import (
    FileUploadHandler,
    MemoryFileUploadHandler,
    SkipFile,
    TemporaryFileUploadHandler,
)
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict

from core import disk

log = logging.getLogger(__name__)

LARGEST = 20 * 1024 * 1024  # bytes of one file: forty pages in color at 200 dots an inch
TOO_LARGE = "This file is too large. Scan at 200 dots per inch, or send the pages one by one."
NO_ROOM = (
    "The scan was not kept: there is no room left on our disk. Your file is fine. "
    "Keep the paper, tell your administrator, and add the scan once there is room."
)
ODD_NAME = (
    "The name of this file has signs that no scanner writes, such as / or <. "
    "Make sure that it is the right file, and give it a plain name."
)

_PATH_MARK = ":"  # marks a name that came with a path, which Django cuts off
_ODD = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DROPPED = "core.uploads.dropped"


def has_odd_name(name: str) -> bool:
    """Whether a file's name is a path or has markup, as only an attacker would write."""
    return bool(_ODD.search(name))


def why_dropped(request: HttpRequest) -> str:
    """Why an uploaded file was dropped, in words for staff; "" if none was."""
    return request.META.get(_DROPPED, "")


class _Parser(MultiPartParser):
    """Django's parser, but it marks names that were paths."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        name = super().sanitize_file_name(file_name)
        is_path = re.search(r"[/\\]", html.unescape(file_name))
        return f"{_PATH_MARK}{name or 'file'}" if is_path else name


class CarefulUploads(FileUploadHandler):
    """The first upload handler: drops files that are too large before they fill the disk."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - Django calls it so
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict] | None:
        """Use our own parser, with the handlers below."""
        handlers = [
            kind(self.request) for kind in (_Quota, MemoryFileUploadHandler, _TemporaryFile)
        ]
        return _Parser(META, input_data, handlers, encoding).parse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Never called: see handle_raw_input."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Never called: see handle_raw_input."""


class _TemporaryFile(TemporaryFileUploadHandler):
    """Django's handler, but a full disk only drops the file."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
            self.file.flush()
        except OSError as error:
            if not disk.is_full(error):
                raise
            log.error("A file was not taken in: no room left in %s", tempfile.gettempdir())
            self.request.META[_DROPPED] = NO_ROOM
            raise SkipFile from error


class _Quota(FileUploadHandler):
    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > LARGEST:
            self.request.META[_DROPPED] = TOO_LARGE
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
