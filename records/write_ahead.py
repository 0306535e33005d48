"""Whether what was last written is all there: the -wal file as whole as its index says.

SQLite reads a damaged log up to the damage and drops the rest without a word, though that was
acknowledged. The index (-shm) outlives a crash, and tells how far the log went.
"""

import struct
import sys
from array import array
from pathlib import Path

HEADER, FRAME_HEADER, INDEX_HEADER = 32, 24, 48  # bytes
BIG_ENDIAN = 0x377F0683  # as the first word of a log; its neighbour stands for little-endian
LITTLE_ENDIAN = 0x377F0682


def lost_pages(path: Path) -> int:
    """How many pages that were written can no longer be read from the log of a database.

    0 where log and index do not belong together, as after a power cut. Before SQLite opens the
    file: it makes the index anew.
    """
    log, index = (path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))
    if not (log.exists() and index.exists()):
        return 0
    told = index.read_bytes()[: 2 * INDEX_HEADER]
    if len(told) < 2 * INDEX_HEADER or told[:INDEX_HEADER] != told[INDEX_HEADER:]:
        return 0
    written, salt = int.from_bytes(told[16:20], sys.byteorder), told[32:40]
    content = log.read_bytes()
    if content[16:24] != salt:
        return 0
    return max(0, written - _readable(content, written))


def _readable(log: bytes, most: int) -> int:
    """The frames from the first on whose checksums fit."""
    magic, _, page = struct.unpack_from(">3I", log)
    if magic not in (BIG_ENDIAN, LITTLE_ENDIAN):
        return 0
    size, is_big = FRAME_HEADER + page, magic == BIG_ENDIAN
    sums = _checksum(log[:24], (0, 0), is_big)
    for number in range(most):
        frame = log[HEADER + number * size : HEADER + (number + 1) * size]
        if len(frame) < size or frame[8:16] != log[16:24]:
            return number
        sums = _checksum(frame[:8] + frame[FRAME_HEADER:], sums, is_big)
        if struct.unpack_from(">2I", frame, 16) != sums:
            return number
    return most


def _checksum(data: bytes, sums: tuple[int, int], is_big: bool) -> tuple[int, int]:
    """SQLite's own, carried on from the frame before."""
    words = array("I", data)
    if is_big != (sys.byteorder == "big"):
        words.byteswap()
    first, second = sums
    pairs = iter(words)
    for one, other in zip(pairs, pairs, strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second
