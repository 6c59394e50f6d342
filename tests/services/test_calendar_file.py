"""The calendar file: valid, the same each time, and on the right days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar

from advocate_desktop import assets
from advocate_desktop.domain.moments import PACIFIC, day_of
from advocate_desktop.services import views
from advocate_desktop.services.calendar_file import calendar_file
from advocate_desktop.services.interchange import import_case
from advocate_desktop.services.sample import AS_OF
from advocate_desktop.services.workspace import Workspace


def entries_of(tmp_path: Path, name: str, as_of: datetime) -> tuple[views.AgendaEntry, ...]:
    workspace = Workspace.create(tmp_path / f"{name}.casebook", None)
    case_id = import_case(workspace, assets.folder("sample", name))
    entries = views.agenda(workspace, None, None, case_id, as_of)
    workspace.close()
    return entries


def test_a_calendar_is_what_other_programs_expect(tmp_path: Path) -> None:
    entries = entries_of(tmp_path, "rosa-mri", AS_OF)
    data = calendar_file(entries, AS_OF)
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    calendar = icalendar.Calendar.from_ical(data)
    assert str(calendar["version"]) == "2.0"
    assert calendar["prodid"]
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION"} <= set(event)


def test_a_date_that_falls_on_a_weekend_has_the_working_day_before_it_too(tmp_path: Path) -> None:
    entries = entries_of(tmp_path, "rosa-mri", AS_OF)
    silence = next(e for e in entries if e.deadline.rule == "ca.imr.apply_by_silence")
    assert silence.deadline.due == date(2026, 9, 13)
    events = icalendar.Calendar.from_ical(calendar_file([silence], AS_OF)).walk("VEVENT")
    assert [e.decoded("dtstart") for e in events] == [date(2026, 9, 13), date(2026, 9, 11)]
    assert "Last working day before 2026-09-13" in str(events[1]["summary"])


def test_a_later_file_moves_the_same_events(tmp_path: Path) -> None:
    first = entries_of(tmp_path, "lily-speech", AS_OF)

    def uids(as_of: datetime) -> list[str]:
        calendar = icalendar.Calendar.from_ical(calendar_file(first, as_of))
        return [str(event["uid"]) for event in calendar.walk("VEVENT")]

    assert uids(AS_OF) == uids(AS_OF + timedelta(days=30))
    assert len(set(uids(AS_OF))) == len(uids(AS_OF))


def test_a_clock_in_hours_stands_on_its_day_and_names_its_hour(tmp_path: Path) -> None:
    as_of = datetime(2025, 10, 9, 12, tzinfo=PACIFIC)
    workspace = Workspace.create(tmp_path / "c.casebook", None)
    file = tmp_path / "case.json"
    file.write_text(
        '{"format": "advocate-desktop/case", "version": 1, "client": {"given_name": "A", '
        '"family_name": "B"}, "coverage": {"program": "dmhc_commercial"}, "case": {"title": "T"}, '
        '"events": [{"kind": "expedited_requested", "at": "2025-10-06T08:00-07:00"}, '
        '{"kind": "imr_filed", "at": "2025-10-07T22:00-07:00"}]}'
    )
    case_id = import_case(workspace, file)
    entries = views.agenda(workspace, None, None, case_id, as_of)
    workspace.close()
    hours = next(e for e in entries if e.deadline.rule == "ca.imr.accept")
    assert isinstance(hours.deadline.due, datetime)
    event = icalendar.Calendar.from_ical(calendar_file([hours], as_of)).walk("VEVENT")[0]
    assert event.decoded("dtstart") == day_of(hours.deadline.due)
    assert "2025-10-09T22:00-07:00" in str(event["summary"])
