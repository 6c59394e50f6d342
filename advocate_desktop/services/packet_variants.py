"""The forms in which a packet goes out: whole, in parts, by fax, for printing, locked, in files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.findings import Finding, Severity
from advocate_desktop.domain.letters import LetterContent
from advocate_desktop.intake.file_names import safe_name
from advocate_desktop.services.packet_fax import fax_of
from advocate_desktop.services.progress import Progress

if TYPE_CHECKING:
    from advocate_desktop.filings.packet import PacketContent
    from advocate_desktop.filings.packet_layout import Layout


@dataclass(frozen=True, slots=True)
class Variant:
    """How a packet goes out."""

    most_bytes: int | None = None
    """Of a file; a larger packet is divided at its exhibits' borders."""
    most_pages: int | None = None
    """Of a file, likewise."""
    fax: bool = False
    printed: bool = False
    """With a tab on each exhibit's sheet, and blank backs for printing on both sides."""
    portal: bool = False
    """As a folder of separate PDFs."""
    password: str = field(default="", repr=False)
    """That the files ask for; empty for none. It is kept nowhere."""

    def check(self) -> None:
        """Raise `Invalid` with a sentence for what does not go together."""
        if self.password:
            from advocate_desktop.filings.protected import check_password  # pikepdf is slow

            check_password(self.password)
        chosen = [self.fax, self.printed, self.portal, bool(self.most_bytes or self.most_pages)]
        if sum(chosen) > 1:
            raise Invalid(
                "A packet goes out in one form: divided, as a fax, for printing, or as a folder of "
                "separate files. Nothing was written. Choose one of them."
            )
        if self.password and (self.fax or self.printed):
            raise Invalid(
                "What is faxed or printed cannot ask for a password. Nothing was written. Leave "
                "the password out."
            )


PLAIN = Variant()


@dataclass(frozen=True, slots=True)
class Made:
    """What goes out."""

    files: Mapping[str, bytes]
    """For a portal by their names in the folder; else by what follows the packet's own name."""
    findings: tuple[Finding, ...] = ()


def made(
    content: PacketContent,
    letter: LetterContent,
    data: bytes,
    layout: Layout,
    variant: Variant,
    progress: Progress,
) -> Made:
    """Return a bound packet in the form it goes out in; raise `Cancelled`."""
    from advocate_desktop.filings.packet import owner_of, properties_of
    from advocate_desktop.filings.portal_folder import portal_files
    from advocate_desktop.filings.print_edition import print_edition

    properties, owner = properties_of(content), owner_of(content.record)
    if variant.fax:
        return Made({"": fax_of(content, letter, data, layout.pages, progress)})
    if variant.printed:
        return Made({"": print_edition(data, layout, properties)})
    if variant.portal:
        return Made(portal_files(data, layout, properties, owner, safe_name, variant.password))
    return _divided(data, layout, variant, content)


def _divided(data: bytes, layout: Layout, variant: Variant, content: PacketContent) -> Made:
    from advocate_desktop.filings.packet import owner_of, properties_of
    from advocate_desktop.filings.protected import protected
    from advocate_desktop.filings.volumes import Limits, divided

    limits = Limits(variant.most_bytes, variant.most_pages)
    parts = divided(data, layout, limits, properties_of(content), owner_of(content.record))
    findings = tuple(
        _too_large(number, len(parts))
        for number, part in enumerate(parts, 1)
        if not limits.hold(len(part.data), part.pages)
    )
    files = [part.data for part in parts]
    if variant.password:
        files = [protected(file, variant.password) for file in files]
    if len(files) == 1:
        return Made({"": files[0]}, findings)
    named = {f"-part-{number}": file for number, file in enumerate(files, 1)}
    return Made(named, findings)


def _too_large(number: int, parts: int) -> Finding:
    return Finding(
        "part_too_large",
        Severity.WARN,
        f"Part {number} of {parts} is larger than asked for, because what it holds "
        "cannot be divided further. Send it another way.",
    )
