"""Findings: what is missing or odd in a record or a filing, with a plain sentence each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters."""

    STOP = "stop"
    """The filing is not written unless the user says to go on without it."""
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know before a paper goes out."""

    code: str
    """Stable snake_case name, such as `no_denial_letter`."""
    severity: Severity
    message: str
    """A plain sentence with what to do."""
    document: str = ""
    """The id of the document that it is about; empty when it is about none."""
    page: int = 0
    """The page of that document, from 1; 0 when it is about no page."""
