"""Bytes into text, in whatever encoding they were written."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its first half
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64 * 1024
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_WESTERN = "cp1252"
_FEW = 0.04
"""Below this share of bytes outside ASCII a text is Western, whatever these bytes are."""
_WESTERN_MARKS = frozenset("áéíóúüñçàâèêëîïôùÁÉÍÓÚÜÑÇÀÈÊ¿¡ªº“”‘’–—…•€§°©®™½¼·«»\xa0\xad")
"""What English, Spanish and French add to ASCII: guessing by frequency errs on a line of them."""


def decode(data: bytes) -> str | None:
    """Return the text of some bytes, or None when they are no text.

    A byte that has no meaning in the encoding becomes U+FFFD.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, "replace")
    if _looks_binary(data):
        return None
    text = _as_utf8(data)
    return _as_legacy(data) if text is None else text


def decode_as(data: bytes, charset: str | None) -> str:
    """Return the text in the encoding that a message declares, or else in the one it looks like."""
    if charset:
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            pass
    return decode(data) or data.decode("latin-1")


def _wide_encoding(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by the zero bytes beside its Latin letters."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(sample) % 2:
        return None
    even, odd = sample[::2].count(0) * 2, sample[1::2].count(0) * 2
    if odd > 0.4 * len(sample) and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * len(sample) and odd == 0 else None


def _looks_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return 0 in data or controls > 0.01 * len(sample)


def _as_utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = len(text) - len(text.encode("ascii", "ignore")) - wrong
    # One wrong byte, or a sample cut within a character, does not make a text another encoding.
    return text if wrong * 10 <= right else None


def _as_legacy(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    high = bytes(byte for byte in sample if byte > 127)
    western = set(high.decode(_WESTERN, "replace")) <= _WESTERN_MARKS
    if western or len(high) < _FEW * len(sample):
        return data.decode(_WESTERN, "replace")
    best = from_bytes(sample).best()
    return data.decode(best.encoding, "replace") if best else None
