"""The compressed RTF in which Outlook keeps the words of some messages ([MS-OXRTFCP])."""

from __future__ import annotations

import struct

_HEADER = struct.Struct("<IIII")
_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
_FIRST_WORDS = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What both sides take for granted, as if it had been written before."""
_WINDOW = 4096
_MOST = 64 * 1024 * 1024


def unpacked(data: bytes) -> bytes:
    """Return the RTF; raise `ValueError` when the bytes are no such thing or are too many."""
    if len(data) < _HEADER.size:
        raise ValueError
    _, size, kind, _ = _HEADER.unpack_from(data)
    packed = data[_HEADER.size :]
    if size > _MOST or kind not in {_COMPRESSED, _PLAIN}:
        raise ValueError
    return _decompressed(packed, size) if kind == _COMPRESSED else packed[:size]


def _decompressed(packed: bytes, size: int) -> bytes:
    out = bytearray(_FIRST_WORDS)
    end = len(out) + size
    at = 0
    while at < len(packed) and len(out) < end:
        control = packed[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                pair = int.from_bytes(packed[at : at + 2], "big")
                at += 2
                back = (len(out) - (pair >> 4)) % _WINDOW
                if back == 0 or at > len(packed):  # the mark of the end, or cut off
                    return bytes(out[len(_FIRST_WORDS) :])
                for _ in range((pair & 15) + 2):
                    out.append(out[-back] if back <= len(out) else 32)
            elif at < len(packed):
                out.append(packed[at])
                at += 1
    return bytes(out[len(_FIRST_WORDS) : end])
