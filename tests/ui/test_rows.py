"""Tables that update by id keep what the user had chosen."""

import random
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView

from advocate_desktop.ui.rows import Column, RowRole, RowsModel


@dataclass(frozen=True)
class Paper:
    id: int
    title: str


COLUMNS = (
    Column[Paper]("Title", text=lambda paper: paper.title, sort=lambda paper: paper.title),
    Column[Paper]("Number", text=lambda paper: str(paper.id), right=True),
)


def papers(*ids, title="paper"):
    return tuple(Paper(i, f"{title} {i}") for i in ids)


def model_of(*ids):
    model = RowsModel(COLUMNS, key=lambda paper: paper.id)
    model.set_rows(papers(*ids))
    return model


def ids(model):
    return [model.index(n, 0).data(RowRole).id for n in range(model.rowCount())]


def test_any_new_list_is_shown_as_given(qapp):
    model = model_of()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    chance = random.Random(7)
    for _ in range(150):
        wanted = chance.sample(range(12), chance.randrange(12))
        model.set_rows(papers(*wanted, title=chance.choice("ab")))
        assert ids(model) == wanted
    assert tester.model() is model


def test_the_chosen_row_stays_chosen_when_rows_move_come_and_go(qtbot):
    model = model_of(1, 2, 3, 4)
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.selectionModel().setCurrentIndex(
        model.index(2, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    model.set_rows(papers(9, 4, 3, 7, 1))
    assert view.currentIndex().data(RowRole).id == 3
    assert [index.row() for index in view.selectedIndexes()] == [2]


def test_a_changed_row_is_told_without_a_reset(qtbot):
    model = model_of(1, 2)
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    with qtbot.waitSignal(model.dataChanged) as told:
        model.set_rows((Paper(1, "paper 1"), Paper(2, "another title")))
    assert told.args[0].row() == 1
    assert not resets


def test_a_click_on_a_header_asks_for_the_order_and_sorts_nothing_itself(qtbot):
    model = model_of(2, 1)
    with qtbot.waitSignal(model.order_wanted) as asked:
        model.sort(0, Qt.SortOrder.DescendingOrder)
    assert asked.args == [0, True]
    assert ids(model) == [2, 1]


def test_numbers_stand_to_the_right(qapp):
    model = model_of(1)
    alignment = model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert Qt.AlignmentFlag(alignment) & Qt.AlignmentFlag.AlignRight
