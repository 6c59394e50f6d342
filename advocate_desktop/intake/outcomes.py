"""What becomes of a file that comes in: a reading, or a refusal with its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from advocate_desktop.domain.errors import AdvocateError

KEPT_ONLY = (
    "Files of this kind are kept as they are, but cannot be shown or put into a packet. "
    "If you can save it as a PDF, attach the PDF as well."
)

RECIPE = "1"
"""The version of how renditions are made: with another one, those kept are made anew."""
MOST_BYTES = 500 * 1024 * 1024
EMPTY = "The file is empty, so there is nothing to keep. Look for the right one."
TOO_LARGE = "The file is larger than 500 MB. Split it or attach a smaller copy."


ENCRYPTED = (
    "The PDF is protected by a password. It is kept as it is, but cannot be shown or put into a "
    "packet until you give its password, or attach a copy saved without it."
)
REPAIRED = (
    "The PDF was damaged and is shown as far as it could be repaired; check that no page is "
    "missing. The file itself is kept unchanged."
)
WRONG_PASSWORD = (
    "This password does not open the PDF. The file is kept as it is. Passwords count capital and "
    "small letters as different; try again, or ask the sender."
)


class Refused(AdvocateError):
    """The file is not taken in; nothing of it is kept."""


class NoRendition(AdvocateError):
    """A document is kept as it is and has no pages to show."""


class PageNotShown(AdvocateError):
    """A page cannot be drawn."""


class WrongPassword(AdvocateError):
    """A PDF does not open with the password that was given."""


Region = tuple[float, float, float, float]
"""Left, bottom, right and top of a place on a page as it is shown, in points from its bottom left
corner."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as pixels of three bytes, red, green, blue; `stride` bytes a row."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class PageScan:
    """A page as it is shown, in greys, a byte a pixel, drawn at `scale` pixels a point."""

    width: int
    height: int
    scale: float
    pixels: bytes


@dataclass(frozen=True, slots=True)
class PageTraits:
    """What is to be known of a page before it goes out."""

    blank: bool = False
    picture: bool = False
    """Whether a picture is on it."""
    turned: int = 0
    """Degrees clockwise by which its letters lie turned as it is shown; 0 without letters."""


@dataclass(frozen=True, slots=True)
class FaxPage:
    """A page in the fax machines' own code (ITU-T T.6)."""

    width: int
    height: int
    code: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a file that is kept."""

    media_type: str
    pages: int | None
    """Pages of its rendition; None when it cannot be shown or put into a packet."""
    page_texts: tuple[str, ...] = ()
    """The text page by page. Empty texts stand for pages without any."""
    note: str = ""
    """A plain sentence on what to know of the file, or nothing."""

    @property
    def text(self) -> str:
        """All of its text, pages separated by form feeds."""
        return "\f".join(self.page_texts)

    @property
    def text_characters(self) -> int:
        """How many characters of text it has, white space left out at the ends of pages."""
        return sum(len(text.strip()) for text in self.page_texts)
