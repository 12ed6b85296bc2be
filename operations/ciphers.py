"""Folders packed, compressed and encrypted by age, in one stream."""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from operations.errors import Stopped

LEVEL = 1  # of compression: four times as quick as the usual one, and a tenth larger
CHUNK = 1 << 20
# Debian 12's Python has no filters yet; what is unpacked is our own, and age vouches for it.
UNPACK = {"filter": "tar"} if hasattr(tarfile, "tar_filter") else {}


def make_keys(private_key: Path) -> str:
    """Make a pair of keys: the private one in this file, the public one is returned."""
    with _running(["age-keygen", "--output", private_key]):  # which only its owner may read
        pass
    with _running(["age-keygen", "-y", private_key], stdout=subprocess.PIPE) as age_keygen:
        return age_keygen.stdout.read().decode().strip()


def pack(folder: Path, target: Path, recipients: Path) -> None:
    """Encrypt a folder into a new file, which is on disk when this returns."""
    command = ["age", "--encrypt", "--recipients-file", recipients, "--output", target]
    with (
        _running(command, stdin=subprocess.PIPE) as age,
        gzip.GzipFile(fileobj=age.stdin, mode="wb", compresslevel=LEVEL, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|") as archive,
    ):
        archive.add(folder, arcname=".")
    descriptor = os.open(target, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def unpack(source: Path, folder: Path, private_key: Path) -> None:
    """Decrypt and unpack into a folder. Raises Stopped where the file is damaged."""
    command = ["age", "--decrypt", "--identity", private_key, source]
    with (
        _running(command, stdout=subprocess.PIPE) as age,
        gzip.GzipFile(fileobj=age.stdout) as packed,
        tarfile.open(fileobj=packed, mode="r|") as archive,
    ):
        archive.extractall(folder, **UNPACK)


def encrypt(plain: Path, target: Path, recipients: Path) -> None:
    """Encrypt one file."""
    command = ["age", "--encrypt", "--recipients-file", recipients, "--output", target, plain]
    with _running(command):
        pass


def decrypt(source: Path, private_key: Path) -> bytes:
    """What a small encrypted file contains. Raises Stopped where it is damaged."""
    command = ["age", "--decrypt", "--identity", private_key, source]
    with _running(command, stdout=subprocess.PIPE) as age:
        return age.stdout.read()


def sha256(path: Path) -> str:
    """The SHA-256 of a file, read from the disk and not from memory where the system allows it."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _running(command: list[str | Path], **pipes: int) -> Iterator[subprocess.Popen[bytes]]:
    """age, with a pipe to or from it; its own complaint wins over what we make of its end."""
    try:
        age = subprocess.Popen(command, stderr=subprocess.PIPE, **pipes)
    except FileNotFoundError:
        raise Stopped("age is missing: install it with apt-get install age.") from None
    broken: Exception | None = None
    with age:
        try:
            yield age
        except (OSError, EOFError, tarfile.TarError, gzip.zlib.error) as error:
            broken = error
        _close(age.stdin)
        if age.stdout:
            while age.stdout.read(CHUNK):  # what follows the archive, so that age checks its end
                pass
        complaint = age.stderr.read().decode(errors="replace").strip().splitlines()
    if age.returncode:
        raise Stopped(f"{command[-1]}: {complaint[0] if complaint else 'age failed'}.")
    if broken:
        raise Stopped(f"{command[-1]}: {broken}.") from broken


def _close(pipe: IO[bytes] | None) -> None:
    if pipe:
        try:
            pipe.close()
        except BrokenPipeError:  # age has ended, and says why
            return
