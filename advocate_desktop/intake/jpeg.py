"""A JPEG file's segments: what its frame is, and the file without what it says of its maker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_READ_EVERYWHERE = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive: what every reader of PDF decodes."""
_JFIF, _ADOBE, _COMMENT = 0xE0, 0xEE, 0xFE
_APPLICATION = frozenset(range(0xE0, 0xF0))


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A JPEG that can be put into a PDF as it is."""

    width: int
    height: int
    components: int
    adobe: bool
    """Whether Adobe's segment is there; its CMYK is written inverted."""
    stripped: bytes
    """The file without camera data, place, thumbnail, comments and colour profile."""


def parse(data: bytes) -> Jpeg | None:
    """Take a JPEG apart; None when it is unusual or broken and must be decoded instead."""
    segments = list(_segments(data))
    frames = [(kind, data[at + 4 : end]) for kind, at, end in segments if kind in _FRAMES]
    if len(frames) != 1 or not segments or segments[-1][0] != _SOS:
        return None
    kind, frame = frames[0]
    if kind not in _READ_EVERYWHERE or len(frame) < 6 or frame[0] != 8 or frame[5] not in (1, 3, 4):
        return None
    scan = data[segments[-1][1] :]
    if b"\xff\xd9" not in scan:
        return None
    adobe = any(kind == _ADOBE and data[at + 4 : at + 9] == b"Adobe" for kind, at, _ in segments)
    kept = b"".join(data[at:end] for kind, at, end in segments[:-1] if _is_kept(kind))
    return Jpeg(
        width=int.from_bytes(frame[3:5], "big"),
        height=int.from_bytes(frame[1:3], "big"),
        components=frame[5],
        adobe=adobe,
        stripped=b"\xff\xd8" + kept + scan[: scan.rindex(b"\xff\xd9") + 2],
    )


def _is_kept(kind: int) -> bool:
    return kind in {_JFIF, _ADOBE} or (kind not in _APPLICATION and kind != _COMMENT)


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (marker, start, end) of each segment up to and with the first scan."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xFF:  # fill before a marker
            at += 1
            continue
        if kind in _ALONE or kind in {_SOI, _EOI}:
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield kind, at, end
        if kind == _SOS:
            return
        at = end
