"""Forms save as one types, and never under the cursor."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.fields import LineField
from advocate_desktop.ui.forms import Form, Row

TODAY = date(2026, 3, 12)


@dataclass(frozen=True)
class Home:
    city: str = ""


@dataclass(frozen=True)
class Person:
    name: str = ""
    born: date | None = None
    home: Home = Home()


@pytest.fixture
def saved():
    return []


@pytest.fixture
def form(qtbot, saved):
    rows = (
        Row("Name", LineField(), "name"),
        Row("Born", DateField(lambda: TODAY), "born"),
        Row("City", LineField(), "home.city"),
    )
    made = Form(rows, Person(), saved.append)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def type_into(form, part, text):
    box = form.field(part).box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)


def test_a_pause_saves_what_was_typed_in_one_piece(form, saved, qtbot):
    type_into(form, "name", "Ana")
    assert saved == []
    qtbot.waitUntil(lambda: saved == [Person("Ana")], timeout=3000)


def test_leaving_the_field_saves_at_once(form, saved):
    type_into(form, "home.city", "Fresno")
    QTest.keyClick(form.field("home.city").box, Qt.Key.Key_Tab)
    assert saved == [Person(home=Home("Fresno"))]


def test_a_date_is_shown_in_words_once_it_is_typed(form, saved):
    type_into(form, "born", "4/1/61")
    QTest.keyClick(form.field("born").box, Qt.Key.Key_Tab)
    assert form.field("born").box.text() == "Sat 1 Apr 1961"
    assert saved == [Person(born=date(1961, 4, 1))]


def test_a_wrong_date_says_so_and_saves_nothing(form, saved):
    type_into(form, "born", "30 Feb 2026")
    QTest.keyClick(form.field("born").box, Qt.Key.Key_Tab)
    assert "not in the calendar" in form.field("born").problem
    assert saved == []
    type_into(form, "name", "Ana")
    form.flush()
    assert saved == [Person("Ana")]
    assert form.field("born").box.text() == "30 Feb 2026"


def test_what_is_being_typed_is_not_overwritten_by_a_change_from_elsewhere(form, saved):
    type_into(form, "name", "Ana")
    form.show_value(Person("Maria", home=Home("Fresno")))
    assert form.field("name").box.text() == "Ana"
    assert form.field("home.city").box.text() == "Fresno"
    form.flush()
    assert saved == [Person("Ana", home=Home("Fresno"))]


def test_what_could_not_be_saved_stays_and_is_tried_again(qtbot):
    tries = []

    def save(person):
        tries.append(person)
        if len(tries) == 1:
            raise AdvocateError("There is no room left on the disk.")

    form = Form((Row("Name", LineField(), "name"),), Person(), save)
    qtbot.addWidget(form)
    QTest.keyClicks(form.field("name").box, "Ana")
    with qtbot.waitSignal(form.failed) as failed:
        assert not form.flush()
    assert "no room" in str(failed.args[0])
    form.show_value(Person())
    assert form.field("name").box.text() == "Ana"
    assert form.flush()
    assert tries == [Person("Ana")] * 2


def test_every_field_has_a_spoken_name_and_its_label_as_a_key(form):
    assert [form.field(p).box.accessibleName() for p in ("name", "born", "home.city")] == [
        "Name",
        "Born",
        "City",
    ]
    assert form.findChildren(QLabel)[0].buddy() is form.field("name").box
