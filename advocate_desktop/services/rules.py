"""Reads the rule packs in resources/rules into the domain's rule book."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Annotated

import msgspec

from advocate_desktop import assets
from advocate_desktop.domain.cases import DenialReason, Issue
from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.events import OUTCOMES, Appointment, EventKind, Outcome
from advocate_desktop.domain.rules import (
    Actor,
    Anchor,
    Bound,
    Condition,
    Confidence,
    Direction,
    Duty,
    MonthEnd,
    Rule,
    RuleBook,
    RuleId,
    Trigger,
    Unit,
    Variant,
)

Length = Annotated[int, msgspec.Meta(ge=0, le=3660)]


class RulePackError(AdvocateError):
    """A rule pack cannot be read; the sentence names the file, the line and what is wrong."""


class _Trigger(msgspec.Struct, forbid_unknown_fields=True):
    event: EventKind
    outcomes: tuple[Outcome, ...] = ()
    appointments: tuple[Appointment, ...] = ()


class _Bound(msgspec.Struct, forbid_unknown_fields=True):
    event: EventKind
    days: Annotated[int, msgspec.Meta(ge=-366, le=366)] = 0
    later: bool = False
    ask: str = ""


class _Variant(msgspec.Struct, forbid_unknown_fields=True):
    length: Length
    unit: Unit
    when: tuple[Condition, ...]
    citation: str = ""
    confidence: Confidence | None = None
    row: str = ""
    delay: Length = 0


class _Rule(msgspec.Struct, forbid_unknown_fields=True, rename={"valid_from": "from"}):
    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")]
    row: str
    title: str
    must: str
    actor: Actor
    starts: tuple[_Trigger, ...]
    length: Length
    unit: Unit
    citation: str
    confidence: Confidence
    programs: tuple[Program, ...] = ()
    satisfied_by: tuple[_Trigger, ...] = ()
    ended_by: tuple[_Trigger, ...] = ()
    broken_by: tuple[_Trigger, ...] = ()
    delay: Length = 0
    anchor: Anchor = Anchor.EVENT
    direction: Direction = Direction.DUE
    variants: tuple[_Variant, ...] = ()
    unless: tuple[Condition, ...] = ()
    only_if: tuple[Condition, ...] = ()
    issues: tuple[Issue, ...] = ()
    denial_reasons: tuple[DenialReason, ...] = ()
    month_end: MonthEnd = MonthEnd.LAST_DAY
    bound: _Bound | None = None
    at_hour: Annotated[int, msgspec.Meta(ge=0, le=23)] | None = None
    any_day: bool = False
    valid_from: date | None = None
    until: date | None = None
    quote: str = ""
    source: str = ""
    version: str = ""
    verified_on: date | None = None
    guide_says: str | None = None
    note: str = ""
    off_because: str = ""


class _Duty(msgspec.Struct, forbid_unknown_fields=True):
    row: str
    text: str
    citation: str
    confidence: Confidence
    quote: str = ""
    source: str = ""
    version: str = ""
    verified_on: date | None = None


class _Pack(msgspec.Struct, forbid_unknown_fields=True):
    track: str
    programs: tuple[Program, ...]
    rule: tuple[_Rule, ...] = ()
    duty: tuple[_Duty, ...] = ()


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """Return all shipped rules; raise `RulePackError` when a pack is wrong."""
    names = [name for name in assets.names("rules") if name.endswith(".toml")]
    packs = [read_pack(assets.read_bytes("rules", name), name) for name in names]
    return RuleBook(
        tuple(rule for rules, _ in packs for rule in rules),
        tuple(duty for _, duties in packs for duty in duties),
    )


def read_pack(data: bytes, file: str) -> tuple[tuple[Rule, ...], tuple[Duty, ...]]:
    """Read one rule pack; raise `RulePackError` with file and line when anything is wrong."""
    try:
        pack = msgspec.toml.decode(data, type=_Pack)
    except msgspec.DecodeError as error:
        raise RulePackError(f"{file}, {_place(data, str(error))}: {_plain(str(error))}.") from None
    rules = tuple(_to_rule(rule, pack) for rule in pack.rule)
    for number, rule in enumerate(rules):
        wrong = _what_is_wrong(rule, rules[:number])
        if wrong:
            place = _place(data, f"$.rule[{number}]")
            raise RulePackError(f"{file}, {place}: {rule.id} {wrong}.")
    return rules, tuple(_to_duty(duty, pack.track) for duty in pack.duty)


def _to_duty(raw: _Duty, track: str) -> Duty:
    return Duty(
        raw.row,
        track,
        raw.text,
        raw.citation,
        raw.confidence,
        raw.quote,
        raw.source,
        raw.version,
        raw.verified_on,
    )


def _plain(message: str) -> str:
    return message.removesuffix(".").replace("`", "“", 1).replace("`", "”", 1)


def _place(data: bytes, message: str) -> str:
    """Find the line of the rule a message points at, or the line a parser names."""
    named = re.search(r"at line (\d+)", message)
    if named:
        return f"line {named[1]}"
    index = re.search(r"\$\.(rule|duty)\[(\d+)\]", message)
    if index is None:
        return "line 1"
    headers = [
        number
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1)
        if line.strip().startswith(f"[[{index[1]}]]")
    ]
    return f"the {index[1]} at line {headers[int(index[2])]}"


def _to_rule(raw: _Rule, pack: _Pack) -> Rule:
    return Rule(
        id=RuleId(raw.id),
        track=pack.track,
        law_row=raw.row,
        title=raw.title,
        must=raw.must,
        actor=raw.actor,
        starts=_triggers(raw.starts),
        length=raw.length,
        unit=raw.unit,
        citation=raw.citation,
        confidence=raw.confidence,
        programs=raw.programs or pack.programs,
        satisfied_by=_triggers(raw.satisfied_by),
        ended_by=_triggers(raw.ended_by),
        broken_by=_triggers(raw.broken_by),
        delay=raw.delay,
        anchor=raw.anchor,
        direction=raw.direction,
        variants=tuple(_variant(variant) for variant in raw.variants),
        unless=raw.unless,
        only_if=raw.only_if,
        issues=raw.issues,
        denial_reasons=raw.denial_reasons,
        month_end=raw.month_end,
        bound=Bound(**msgspec.structs.asdict(raw.bound)) if raw.bound else None,
        at_hour=raw.at_hour,
        any_day=raw.any_day,
        valid_from=raw.valid_from,
        valid_until=raw.until,
        quote=raw.quote,
        source=raw.source,
        version=raw.version,
        verified_on=raw.verified_on,
        guide_says=raw.guide_says,
        note=raw.note,
        off_because=raw.off_because,
    )


def _triggers(raw: tuple[_Trigger, ...]) -> tuple[Trigger, ...]:
    return tuple(Trigger(t.event, t.outcomes, t.appointments) for t in raw)


def _variant(raw: _Variant) -> Variant:
    return Variant(raw.length, raw.unit, raw.when, raw.citation, raw.confidence, raw.row, raw.delay)


def _what_is_wrong(rule: Rule, before: tuple[Rule, ...]) -> str:
    """Return what a single rule breaks beyond its types, or an empty string."""
    every = (*rule.starts, *rule.satisfied_by, *rule.ended_by, *rule.broken_by)
    if not rule.starts:
        return "has nothing that starts it"
    for trigger in every:
        if not set(trigger.outcomes) <= set(OUTCOMES.get(trigger.event, ())):
            return f"names an outcome that {trigger.event} cannot have"
    looped = {t.event for t in rule.starts} & {t.event for t in rule.satisfied_by}
    if looped:
        return f"is started and satisfied by the same event, {sorted(looped)[0]}: a loop"
    if any(t.appointments and not t.event.name.startswith("APPOINTMENT") for t in every):
        return "narrows an event that is no appointment"
    if rule.anchor is Anchor.SILENCE and not rule.broken_by:
        return "counts from silence but names nothing that breaks it"
    if any(_overlap(rule, other) for other in before if other.id == rule.id):
        return "is given twice for the same dates"
    return ""


def _overlap(one: Rule, other: Rule) -> bool:
    starts_late = one.valid_from and other.valid_until and other.valid_until < one.valid_from
    ends_early = one.valid_until and other.valid_from and one.valid_until < other.valid_from
    return not (starts_late or ends_early)
