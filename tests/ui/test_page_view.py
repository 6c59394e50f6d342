"""The view of pages: where they lie, what it asks for, how it zooms and turns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from advocate_desktop.ui import page_view
from advocate_desktop.ui.page_view import LETTER, Fit, PageView
from advocate_desktop.ui.page_view_stack import GAP, PageStack

SIZES = st.lists(st.tuples(st.floats(10, 2000), st.floats(10, 2000)), min_size=1, max_size=30)


@pytest.fixture
def view(qtbot) -> PageView:
    made = PageView()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def fill(view: PageView, colour: str = "#336699") -> list[int]:
    """Give the view every page it asks for; return their numbers in order."""
    asked = []
    while (wanted := view.wanted()) is not None:
        page, scale = wanted
        image = QImage(round(612 * scale), round(792 * scale), QImage.Format.Format_RGB888)
        image.fill(QColor(colour))
        view.put_page(page, scale, image)
        asked.append(page)
    return asked


@given(sizes=SIZES, zoom=st.floats(0.05, 4), turns=st.integers(0, 3), share=st.floats(0, 1))
def test_every_row_of_the_stack_belongs_to_the_page_that_lies_there(sizes, zoom, turns, share):
    stack = PageStack(tuple(sizes), zoom, turns)
    row = share * stack.height
    page = stack.page_at(row)
    assert page == 0 or stack.top_of(page) <= row
    assert page == stack.count - 1 or row < stack.top_of(page + 1)
    assert stack.height == GAP + sum(stack.size_of(p)[1] + GAP for p in range(stack.count))


@given(sizes=SIZES, top=st.floats(0, 1), tall=st.floats(1, 3000))
def test_the_pages_between_two_rows_are_those_that_show(sizes, top, tall):
    stack = PageStack(tuple(sizes), 1.0)
    first = top * stack.height
    found = stack.between(first, first + tall)
    for page in range(stack.count):
        upper, lower = stack.top_of(page), stack.top_of(page) + stack.size_of(page)[1]
        if upper < first + tall and lower > first:
            assert page in found


def test_only_pages_in_sight_and_their_neighbours_are_asked_for(view):
    view.show_pages((LETTER,) * 300)
    asked = fill(view)
    assert asked[0] == 0
    assert len(asked) <= 4
    view.go_to(150)
    assert set(fill(view)) <= {148, 149, 150, 151, 152}


def test_nothing_is_asked_for_while_the_view_is_hidden(view):
    view.show_pages((LETTER,) * 3)
    view.hide()
    assert view.wanted() is None


def test_memory_stays_bounded_however_many_pages_are_looked_at(view, monkeypatch):
    monkeypatch.setattr(page_view, "CACHE_BYTES", 4_000_000)
    view.show_pages((LETTER,) * 100)
    for page in range(0, 100, 5):
        view.go_to(page)
        for _ in range(2):
            wanted = view.wanted()
            if wanted is not None:
                image = QImage(600, 800, QImage.Format.Format_RGB888)
                view.put_page(*wanted, image)
    assert view._held_bytes() <= 4_000_000


def test_pages_fit_the_width_until_another_zoom_is_chosen(view, qtbot):
    view.show_pages((LETTER,) * 5)
    assert view.fit is Fit.WIDTH
    narrow = view.zoom
    view.resize(700, 300)
    assert view.zoom > narrow * 1.5
    view.set_zoom(1.0)
    view.resize(400, 300)
    assert (view.zoom, view.fit) == (1.0, Fit.FREE)


def test_fitting_the_page_shows_it_whole(view):
    view.show_pages((LETTER,) * 5)
    view.set_fit(Fit.PAGE)
    rect = view._rect_of(0)
    assert rect.top() >= 0
    assert rect.bottom() <= view.viewport().height()


def test_zooming_keeps_the_middle_of_the_view_in_its_place(view):
    view.show_pages((LETTER,) * 50)
    view.set_zoom(1.0)
    view.verticalScrollBar().setValue(20_000)
    page = view.page
    view.zoom_in()
    view.zoom_in()
    assert view.page == page
    view.zoom_out()
    view.zoom_out()
    assert abs(view.verticalScrollBar().value() - 20_000) < 10


def test_what_is_read_stays_at_the_top_when_the_view_changes_its_size(view):
    view.show_pages((LETTER,) * 9)
    view.resize(700, 500)
    assert view.verticalScrollBar().value() == 0
    view.go_to(4)
    view.resize(420, 280)
    assert abs(view._rect_of(4).top() - GAP) <= 2


def test_zoom_steps_end_at_ten_and_four_hundred_percent(view):
    view.show_pages((LETTER,))
    for _ in range(30):
        view.zoom_in()
    assert view.zoom == 4.0
    for _ in range(30):
        view.zoom_out()
    assert view.zoom == 0.1


def test_control_and_wheel_zoom(view):
    view.show_pages((LETTER,) * 3)
    view.set_zoom(1.0)
    event = QWheelEvent(
        QPointF(10, 10),
        QPointF(10, 10),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
    assert view.zoom == 1.1


def test_turned_pages_lie_on_their_side(view):
    view.show_pages((LETTER,) * 3)
    view.set_zoom(1.0)
    upright = view._rect_of(0)
    view.turn(1)
    turned = view._rect_of(0)
    assert (turned.width(), turned.height()) == (upright.height(), upright.width())
    view.turn(3)
    assert view.quarter_turns == 0


def test_a_turned_page_shows_its_left_edge_on_top(view):
    view.show_pages((LETTER,))
    view.set_fit(Fit.PAGE)
    page, scale = view.wanted()
    image = QImage(round(612 * scale), round(792 * scale), QImage.Format.Format_RGB888)
    image.fill(QColor("white"))
    for y in range(image.height()):
        for x in range(image.width() // 4):
            image.setPixelColor(x, y, QColor("#cc0000"))
    view.put_page(page, scale, image)
    view.turn(1)
    shown = view.viewport().grab().toImage()
    rect = view._rect_of(0).toRect()
    assert shown.pixelColor(rect.center().x(), rect.top() + 5).red() > 150
    assert shown.pixelColor(rect.center().x(), rect.top() + 5).green() < 50
    assert shown.pixelColor(rect.center().x(), rect.bottom() - 5).green() > 200


def test_keys_go_to_the_ends_and_a_screen_on(view, qtbot):
    view.show_pages((LETTER,) * 20)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == 19
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 0
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.verticalScrollBar().value() > 200
    qtbot.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert view.verticalScrollBar().value() == 0
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 200


def test_the_page_in_the_middle_is_the_page_one_is_on(view, qtbot):
    view.show_pages((LETTER,) * 20)
    with qtbot.waitSignal(view.page_changed) as heard:
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    assert heard.args[0] in (9, 10)


def test_short_documents_can_be_walked_page_by_page(view):
    view.show_pages((LETTER,) * 3)
    view.set_zoom(0.1)
    view.go_to(1)
    assert view.page == 1
    view.go_to(9)
    assert view.page == 2


def test_true_sizes_keep_the_page_one_is_on(view):
    view.show_pages((LETTER,) * 9)
    view.go_to(5)
    view.set_sizes(((792.0, 612.0),) * 9)
    assert view.page == 5
    rect = view._rect_of(5)
    assert rect.width() > rect.height()
    assert rect.top() == GAP


def test_a_page_that_cannot_be_drawn_says_so_and_is_not_asked_for_again(view):
    view.show_pages((LETTER,) * 2)
    view.put_failure(0)
    assert view.wanted()[0] == 1


def test_a_poster_is_rendered_in_bounded_size(view):
    view.show_pages(((14_400.0, 14_400.0),))
    view.set_zoom(4.0)
    _, scale = view.wanted()
    assert (14_400 * scale) ** 2 <= page_view.LARGEST_IMAGE * 1.01


def test_pages_are_drawn_where_they_lie(view):
    view.show_pages((LETTER,) * 2)
    fill(view, "#336699")
    shown = view.viewport().grab().toImage()
    assert shown.pixelColor(200, 150) == QColor("#336699")
