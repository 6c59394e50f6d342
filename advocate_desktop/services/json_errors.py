"""Turns what a JSON reader complains of into one sentence with the exact path."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import msgspec

from advocate_desktop.domain.errors import Invalid

_AT = r"(?: - at `(?P<path>\$.*)`)?$"
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<key>.*?)`" + _AT, re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(?P<key>.*?)`" + _AT, re.DOTALL)
_WRONG_TYPE = re.compile(r"Expected `(?P<wanted>.*?)`, got `(?P<got>.*?)`" + _AT, re.DOTALL)
_OTHER = re.compile(r"(?P<text>.*?)" + _AT, re.DOTALL)
_BYTE = re.compile(r"\(byte (\d+)\)")
_TYPES = {
    "str": "text in quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "object": "an object {…}",
    "array": "a list […]",
    "null": "null",
}
_SHOWN = 60

Pairs = tuple["Pair", ...]
Pair = tuple[str, object]


def shown(text: str) -> str:
    """Return outside text fit to stand in a sentence: one line, printable, not long."""
    line = "".join(c if c.isprintable() else "�" for c in " ".join(text.split()))
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def key_path(path: str, key: str) -> str:
    """Return the path of a key, bracketed when it is not a plain word."""
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z_0-9]*", key)
    return f"{path}.{key}" if plain and len(key) <= _SHOWN else f"{path}[“{shown(key)}”]"


def wrong_value(error: msgspec.ValidationError) -> Invalid:
    """Return the sentence for a value of the wrong shape."""
    text = str(error)
    if found := _UNKNOWN.match(text):
        return Invalid(f"{key_path(found['path'] or '$', found['key'])}: this key is not known")
    if found := _MISSING.match(text):
        return Invalid(f"{key_path(found['path'] or '$', found['key'])}: this key is missing")
    if found := _WRONG_TYPE.match(text):
        wanted = " or ".join(_TYPES.get(t, t) for t in found["wanted"].split(" | "))
        got = _TYPES.get(found["got"], found["got"])
        return Invalid(f"{found['path'] or '$'}: expected {wanted}, not {got}")
    other = _OTHER.match(text)
    assert other is not None, "the pattern matches any text"
    return Invalid(f"{other['path'] or '$'}: {other['text'][:1].lower()}{other['text'][1:]}")


def not_json(error: msgspec.DecodeError, data: bytes) -> Invalid:
    """Return the sentence for bytes that are not JSON, with the line where reading stopped."""
    found = _BYTE.search(str(error))
    if found is None:
        return Invalid("The file is not valid JSON: it ends too soon or a text in it is broken.")
    before = data[: int(found[1])]
    line = before.count(b"\n") + 1
    column = len(before) - (before.rfind(b"\n") + 1) + 1
    return Invalid(f"The file is not valid JSON at line {line}, column {column}.")


def refuse_doubtful_text(data: bytes) -> None:
    """Refuse keys given twice and characters that no paper can show.

    `data` is JSON that was read before, so its depth is known to be small.

    Raises:
        Invalid: with the path of the first such key or text.
    """
    for path, value in _values(json.loads(data, object_pairs_hook=_pairs), "$"):
        if isinstance(value, str) and not all(_can_be_shown(c) for c in value):
            raise Invalid(f"{path}: this text holds a control character, which cannot be kept")


def _pairs(pairs: list[Pair]) -> Pairs:
    # Told apart from lists by its type; a dict would have lost the first of two equal keys.
    return tuple(pairs)


def _values(value: object, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _values(entry, f"{path}[{index}]")
    elif isinstance(value, tuple):
        seen: set[str] = set()
        for key, entry in value:
            if key in seen:
                raise Invalid(f"{key_path(path, key)}: this key is given twice")
            seen.add(key)
            yield from _values(entry, key_path(path, key))
    else:
        yield path, value


def _can_be_shown(character: str) -> bool:
    code = ord(character)
    return code >= 0x20 and code not in (0xFFFE, 0xFFFF) if code not in (9, 10, 13) else True
