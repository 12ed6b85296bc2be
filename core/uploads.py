"""What people send as files: how large, under which names; nothing of a name is ever used."""

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

_PATH_MARK = ":"  # put before a name that came with a path: Django itself would cut that off
_ODD = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_LEFT_OUT = "core.uploads.left_out"


def has_odd_name(name: str) -> bool:
    """Whether a file is named as only somebody up to mischief names it: a path, or markup."""
    return bool(_ODD.search(name))


def why_left_out(request: HttpRequest) -> str:
    """Why a file that was sent is not in this request, in words for staff; empty if none is."""
    return request.META.get(_LEFT_OUT, "")


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
    """Django's own, but that a full disk is no error of the whole request."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
            self.file.flush()
        except OSError as error:
            if not disk.is_full(error):
                raise
            log.error("A file was not taken in: no room left in %s", tempfile.gettempdir())
            self.request.META[_LEFT_OUT] = NO_ROOM
            raise SkipFile from error


class _Quota(FileUploadHandler):
    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > LARGEST:
            self.request.META[_LEFT_OUT] = TOO_LARGE
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
