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
from advocate_desktop.domain.events import OUTCOMES, EventKind, Outcome
from advocate_desktop.domain.rules import (
    Actor,
    Anchor,
    Condition,
    Confidence,
    Direction,
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
    valid_from: date | None = None
    until: date | None = None
    quote: str = ""
    source: str = ""
    version: str = ""
    verified_on: date | None = None
    guide_says: str | None = None
    note: str = ""
    off_because: str = ""


class _Pack(msgspec.Struct, forbid_unknown_fields=True):
    track: str
    programs: tuple[Program, ...]
    rule: tuple[_Rule, ...]


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """Return all shipped rules; raise `RulePackError` when a pack is wrong."""
    names = [name for name in assets.names("rules") if name.endswith(".toml")]
    packs = [read_pack(assets.read_bytes("rules", name), name) for name in names]
    return RuleBook(tuple(rule for pack in packs for rule in pack))


def read_pack(data: bytes, file: str) -> tuple[Rule, ...]:
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
    return rules


def _plain(message: str) -> str:
    return message.removesuffix(".").replace("`", "“", 1).replace("`", "”", 1)


def _place(data: bytes, message: str) -> str:
    """Find the line of the rule a message points at, or the line a parser names."""
    named = re.search(r"at line (\d+)", message)
    if named:
        return f"line {named[1]}"
    index = re.search(r"\$\.rule\[(\d+|\.\.\.)\]", message)
    headers = [
        number
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1)
        if line.strip().startswith("[[rule]]")
    ]
    if index and index[1].isdigit() and int(index[1]) < len(headers):
        return f"the rule at line {headers[int(index[1])]}"
    return "line 1"


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
    return tuple(Trigger(trigger.event, trigger.outcomes) for trigger in raw)


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
    if rule.anchor is Anchor.SILENCE and not rule.broken_by:
        return "counts from silence but names nothing that breaks it"
    if any(_overlap(rule, other) for other in before if other.id == rule.id):
        return "is given twice for the same dates"
    return ""


def _overlap(one: Rule, other: Rule) -> bool:
    starts_late = one.valid_from and other.valid_until and other.valid_until < one.valid_from
    ends_early = one.valid_until and other.valid_from and one.valid_until < other.valid_from
    return not (starts_late or ends_early)
