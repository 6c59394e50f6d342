"""The shipped letters: found in resources, read with their front matter, filled by Jinja2."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, Self

import jinja2
import msgspec
from jinja2.sandbox import ImmutableSandboxedEnvironment

from advocate_desktop import assets
from advocate_desktop.domain.errors import AdvocateError, NotFound
from advocate_desktop.domain.letters import Addressee, Fit, LegalBasis, Template
from advocate_desktop.domain.packets import Tab

LANGUAGES = ("en", "es")

Facts = Mapping[str, object]
"""Strings, booleans, and lists of such mappings; nothing with behaviour of its own."""


class TemplateError(AdvocateError):
    """A shipped letter cannot be read; the sentence names the file and what is wrong."""


class _FrontMatter(msgspec.Struct, forbid_unknown_fields=True):
    order: int
    title: str
    subject: str
    purpose: str
    addressee: Addressee
    salutation: str
    fit: Fit = Fit()
    banner: str = ""
    from_member: bool = False
    own_page: bool = False
    short_subject: bool = False
    needs: tuple[str, ...] = ()
    copies: tuple[Addressee, ...] = ()
    encloses: tuple[Tab, ...] | None = None
    legal_basis: tuple[LegalBasis, ...] = ()
    leads_to: tuple[str, ...] = ()


class _Translation(msgspec.Struct, forbid_unknown_fields=True):
    """What a letter in another language says otherwise; all else is as in the English one."""

    title: str
    subject: str
    salutation: str
    banner: str = ""


class Marked(str):
    """Text that is Markdown already and is not escaped when it is filled in."""

    __slots__ = ()


class Named(str):
    """A fact that is printed as the field of its name, for a letter that becomes a user's own."""

    __slots__ = ("name",)

    def __new__(cls, text: str, name: str) -> Self:
        """Return a text that conditions see, and that prints as a field."""
        made = super().__new__(cls, text)
        made.name = name
        return made

    name: str


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """Return every shipped letter, English ones first, in the order of the catalogue."""
    found = []
    for number, language in enumerate(LANGUAGES):
        for file in assets.names("letters", language):
            if file.endswith(".md") and not file.startswith("_"):
                order, template = read_template(
                    assets.read_text("letters", language, file), language, file
                )
                found.append((number, order, template.name, template))
    return tuple(template for *_, template in sorted(found, key=lambda entry: entry[:3]))


def template_named(name: str) -> Template:
    """Return the letter of a name such as `initial-grievance`; raise `NotFound` when none has it.

    Letters in other languages than English are named with theirs: `es/initial-grievance`.
    """
    for template in templates():
        if template.name == name:
            return template
    names = ", ".join(template.name for template in templates())
    raise NotFound(f"There is no letter named “{name}”; the letters are: {names}.")


def read_template(text: str, language: str, file: str) -> tuple[int, Template]:
    """Read a letter and its place in the catalogue; raise `TemplateError` when it is wrong.

    A letter in another language than English has only its own words, and is for clients who speak
    that language; its conditions and its law are those of the English letter.
    """
    front, body = _front_and_body(text, language, file, _FrontMatter if language == "en" else None)
    stem = file.removesuffix(".md")
    if isinstance(front, _FrontMatter):
        given = msgspec.structs.asdict(front)
        order = given.pop("order")
        return order, Template(name=stem, language=language, body=body, **given)
    if file not in assets.names("letters", "en"):
        raise TemplateError(f"{language}/{file}: there is no English letter of this name.")
    order, english = read_template(assets.read_text("letters", "en", file), "en", file)
    translated = replace(
        english,
        name=f"{language}/{stem}",
        language=language,
        body=body,
        fit=replace(english.fit, languages=(language,)),
        leads_to=tuple(f"{language}/{name}" for name in english.leads_to),
        **msgspec.structs.asdict(front),
    )
    return order, translated


def _front_and_body(
    text: str, language: str, file: str, whole: type[_FrontMatter] | None
) -> tuple[_FrontMatter | _Translation, str]:
    parts = re.fullmatch(r"\+\+\+\n(.*?)\n\+\+\+\n(.*)", text, re.DOTALL)
    if parts is None:
        raise TemplateError(f"{language}/{file}: the facts between two lines of +++ are missing.")
    try:
        if whole is not None:
            return msgspec.toml.decode(parts[1], type=whole), parts[2]
        return msgspec.toml.decode(parts[1], type=_Translation), parts[2]
    except msgspec.DecodeError as error:
        raise TemplateError(f"{language}/{file}: {error}.") from None


class Filled(NamedTuple):
    """A letter's text, and the facts that it asked for and did not get."""

    markdown: str
    blanks: tuple[str, ...]


def fill(template: Template, facts: Facts, blanks: Mapping[str, str]) -> Filled:
    """Fill a letter with facts.

    A fact that is asked for and empty leaves its blank in bold square brackets. Facts are data:
    nothing in them is read as Markdown or as a template.
    """
    missing: dict[str, None] = {}

    def or_blank(name: str, text: str) -> Marked:
        if not text:
            missing[name] = None
        return Marked(text or f"**\\[{blanks[name]}\\]**")

    def need(name: str) -> Marked:
        return or_blank(name, _shown(facts[name], inline))

    def prose(name: str) -> Marked:
        return or_blank(name, _shown(facts[name], paragraphs))

    source = _environment().from_string(_tidied(template.body))
    text = source.render({**facts, "need": need, "prose": prose})
    return Filled(re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", tuple(missing))


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=jinja2.FunctionLoader(_shared),
        undefined=jinja2.StrictUndefined,
        finalize=_finalized,
        autoescape=False,  # the output is Markdown; `finalize` escapes for it
    )


def _shared(name: str) -> str:
    return _tidied(assets.read_text("letters", *name.split("/")))


_TAG = r"\{%-?(?!\s*include\b)(?:(?!%\}).)*%\}[ \t]*"
_TAG_LINES = re.compile(rf"^[ \t]*((?:{_TAG})+)\n", re.MULTILINE)


def _tidied(source: str) -> str:
    """Remove the line end after a line of tags alone, so that tags never part a paragraph."""
    return _TAG_LINES.sub(r"\1", source)


def _finalized(value: object) -> object:
    return value if isinstance(value, Marked | jinja2.Undefined) else _shown(value, inline)


def _shown(value: object, written: Callable[[str], str]) -> str:
    return f"{{{{{value.name}}}}}" if isinstance(value, Named) else written(str(value))


_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~#]")
_LINE_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))", re.MULTILINE)


def inline(text: str) -> str:
    """Return plain text as one line of Markdown that reads the same."""
    return _escaped(" ".join(_clean(text).split()))


def paragraphs(text: str) -> str:
    """Return plain text as Markdown paragraphs that keep its line ends."""
    blocks = re.split(r"\n[ \t]*\n", _clean(text).strip())
    lines = [[" ".join(line.split()) for line in block.splitlines()] for block in blocks]
    kept = ["\\\n".join(_escaped(line) for line in block if line) for block in lines]
    return "\n\n".join(block for block in kept if block)


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _escaped(line: str) -> str:
    safe = _SPECIAL.sub(lambda found: f"\\{found[0]}", line)
    return _LINE_START.sub(
        lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", safe, count=1
    )
