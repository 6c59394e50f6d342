"""Long work runs beside the window and comes back to it."""

import threading

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QCheckBox
from shiboken6 import isValid

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.ui.tasks import Tasks


@pytest.fixture
def pool(qtbot):
    tasks = Tasks()
    yield tasks
    tasks.stop()


def test_the_result_comes_back_on_the_windows_thread(pool, qtbot):
    seen = []

    def job(progress):
        return threading.current_thread()

    def done(worker):
        seen.append((worker, QThread.currentThread()))

    pool.start("Working", job, done)
    qtbot.waitUntil(lambda: not pool.running)
    worker, here = seen[0]
    assert worker is not threading.main_thread()
    assert here is pool.thread()
    assert not pool.running


def test_an_expected_error_comes_back_as_itself(pool, qtbot):
    seen = []

    def job(progress):
        raise AdvocateError("There is no room left on the disk.")

    pool.start("Working", job, None, seen.append)
    qtbot.waitUntil(lambda: not pool.running)
    assert [str(error) for error in seen] == ["There is no room left on the disk."]


def test_a_bug_in_a_job_reaches_the_exception_hook(pool, qtbot):
    def job(progress):
        return 1 // 0

    with qtbot.captureExceptions() as caught:
        pool.start("Working", job)
        qtbot.waitUntil(lambda: not pool.running)
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]


def test_cancelled_work_stops_and_calls_nobody(pool, qtbot):
    begun, seen = threading.Event(), []

    def job(progress):
        begun.set()
        while True:
            progress.check()

    task = pool.start("Working", job, seen.append, seen.append)
    assert begun.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: not pool.running)
    assert seen == []


def test_steps_are_told_but_do_not_flood_the_window(pool, qtbot):
    told = []

    def job(progress):
        for number in range(1, 5001):
            progress.step(number, 5000, "Reading")

    pool.began.connect(lambda task: task.stepped.connect(lambda *step: told.append(step)))
    pool.start("Working", job)
    qtbot.waitUntil(lambda: (5000, 5000, "Reading") in told)
    assert len(told) < 500


def test_the_end_is_told_after_the_result(pool, qtbot):
    told = []

    def done(value):
        told.append("done")

    pool.start("Working", lambda progress: 1, done, None, lambda: told.append("ended"))
    qtbot.waitUntil(lambda: not pool.running)
    assert told == ["done", "ended"]


def test_letting_go_waits_for_the_work_and_calls_nobody(pool, qtbot):
    begun, over, told = threading.Event(), threading.Event(), []

    def job(progress):
        begun.set()
        try:
            while True:
                progress.check()
        finally:
            over.set()

    pool.start("", job, told.append, told.append)
    assert begun.wait(5)
    pool.let_go()
    assert over.is_set()
    qtbot.waitUntil(lambda: not pool.running)
    assert told == []


def test_nothing_begins_after_the_end(qtbot):
    tasks, told = Tasks(), []
    tasks.stop()
    task = tasks.start("Working", told.append)
    assert task.is_cancelled()
    assert told == []


def test_a_result_for_what_was_put_away_meanwhile_is_dropped(pool, qtbot):
    go = threading.Event()
    tick = QCheckBox()

    def job(progress):
        go.wait(5)
        return True

    pool.start("", job, tick.setVisible)
    tick.deleteLater()
    qtbot.waitUntil(lambda: not isValid(tick))
    go.set()
    with qtbot.captureExceptions() as errors:
        qtbot.waitUntil(lambda: not pool.running)
    assert errors == []
