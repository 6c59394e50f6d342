"""The people of a case: the client, who helps, and who treats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

ClientId = NewType("ClientId", str)
ProviderId = NewType("ProviderId", str)
AuthorizationId = NewType("AuthorizationId", str)


@dataclass(frozen=True, slots=True)
class Address:
    """A United States postal address."""

    street: str = ""
    city: str = ""
    state: str = "CA"
    postal_code: str = ""

    def lines(self) -> tuple[str, ...]:
        """Return the lines for an envelope, without empty ones; the street may hold several."""
        place = " ".join(f"{self.city}, {self.state} {self.postal_code}".split()).strip(" ,")
        street = [line.strip() for line in self.street.splitlines()]
        return tuple(line for line in (*street, place if self.city else "") if line)


@dataclass(frozen=True, slots=True)
class Client:
    """The person whose care or bill is at stake."""

    id: ClientId
    given_name: str = ""
    family_name: str = ""
    date_of_birth: date | None = None
    address: Address = Address()
    phone: str = ""
    email: str = ""
    language: str = "en"
    guardian: str | None = None
    """Name of the parent or guardian when the client is a minor or cannot act."""

    @property
    def name(self) -> str:
        """The full name in reading order."""
        return f"{self.given_name} {self.family_name}".strip()

    def is_minor(self, as_of: date) -> bool:
        """Whether the client is under 18 on that day; False when the date of birth is unknown."""
        born = self.date_of_birth
        if born is None:
            return False
        years = as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day))
        return years < 18


class AuthorizationKind(StrEnum):
    """In what capacity somebody acts for the client."""

    AUTHORIZED_ASSISTANT = "authorized_assistant"
    POWER_OF_ATTORNEY = "power_of_attorney"
    PARENT_OR_GUARDIAN = "parent_or_guardian"
    APPOINTED_REPRESENTATIVE = "appointed_representative"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Authorization:
    """The paper by which somebody may act for the client."""

    id: AuthorizationId
    kind: AuthorizationKind = AuthorizationKind.AUTHORIZED_ASSISTANT
    name: str = ""
    relationship: str = ""
    signed_on: date | None = None
    expires_on: date | None = None
    address: Address = Address()
    phone: str = ""
    email: str = ""

    def in_force(self, day: date) -> bool:
        """Whether it is signed and not expired on that day."""
        if self.signed_on is None or self.signed_on > day:
            return False
        return self.expires_on is None or day <= self.expires_on


@dataclass(frozen=True, slots=True)
class Provider:
    """A doctor, group or facility that saw, treated or advised the client."""

    id: ProviderId
    name: str = ""
    role: str = ""
    phone: str = ""
    in_network: bool | None = None
