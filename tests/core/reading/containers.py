"""Compound files, as Excel writes workbooks with a password and those of an older kind."""

import struct

SECTOR = 512
_FREE, _END, _OF_TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_ROOT, _STREAM = 5, 2
SIZE = 8 * SECTOR  # of each stream: smaller ones stand elsewhere


def container(*streams: str) -> bytes:
    """A compound file with streams of these names, at most three, of bytes that say nothing."""
    sectors = SIZE // SECTOR
    starts = [2 + place * sectors for place in range(len(streams))]
    table = [_OF_TABLE, _END]
    for start in starts:
        table += [*range(start + 1, start + sectors), _END]
    table += [_FREE] * (SECTOR // 4 - len(table))
    entries = [_entry("Root Entry", _ROOT, child=1 if streams else _NONE, start=_END, size=0)]
    for place, (name, start) in enumerate(zip(streams, starts, strict=True), 1):
        after = place + 1 if place < len(streams) else _NONE
        entries.append(_entry(name, _STREAM, right=after, start=start, size=SIZE))
    entries += [bytes(128)] * (SECTOR // 128 - len(entries))
    words = bytes(range(1, 256)) + b"\x00"
    return (
        _head()
        + struct.pack("<128I", *table)
        + b"".join(entries)
        + words * (SIZE * len(streams) // len(words))
    )


def _head() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    return head + struct.pack("<109I", 0, *[_FREE] * 108)


def _entry(
    name: str, kind: int, *, right: int = _NONE, child: int = _NONE, start: int, size: int
) -> bytes:
    written = name.encode("utf-16-le")
    entry = written.ljust(64, b"\x00") + struct.pack("<H2B", len(written) + 2, kind, 1)
    entry += struct.pack("<3I", _NONE, right, child) + bytes(16 + 4 + 16)
    return entry + struct.pack("<IQ", start, size)
