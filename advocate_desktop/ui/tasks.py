"""Long work off the window's thread, with progress and a cancel that leaves nothing half done."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services.progress import Cancelled, Progress

_SECONDS_BETWEEN_STEPS = 0.05

Job = Callable[[Progress], Any]


class _Steps(Progress):
    """Passes a job's steps on to its task, seldom enough not to flood the window."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._last = 0.0

    def step(self, done: int, total: int, text: str = "") -> None:
        self.check()
        now = time.monotonic()
        if done >= total or now - self._last > _SECONDS_BETWEEN_STEPS:
            self._last = now
            self._task.stepped.emit(done, total, text)

    def check(self) -> None:
        if self._task.is_cancelled():
            raise Cancelled


class Task(QObject):
    """One piece of long work: its label, how far it is, and its cancel."""

    stepped = Signal(int, int, str)
    """Done, total, what is being done."""
    ended = Signal()
    """After `done` or `failed` was called, or the task was cancelled."""

    def __init__(
        self,
        label: str,
        done: Callable[[Any], None] | None,
        failed: Callable[[AdvocateError], None] | None,
        parent: QObject,
        *,
        resumes: bool = False,
    ) -> None:
        super().__init__(parent)
        self.label = label
        self.resumes = resumes
        """Whether it goes on another time where it stopped, so that nobody need wait for it."""
        self._done = done
        self._failed = failed
        self._cancel = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it leaves nothing half done."""
        self._cancel.set()

    def is_cancelled(self) -> bool:
        """Whether a cancel was asked for."""
        return self._cancel.is_set()

    def tell(self, future: Future[Any]) -> None:
        """Call whoever waits for the result; on the window's thread."""
        if future.cancelled():
            return
        error = future.exception()
        if self.is_cancelled() and (error or not self.label):
            # Work with a name that was done before it heard of the cancel is still told of.
            return
        if error is None:
            if self._done and _is_there(self._done):
                self._done(future.result())
        elif isinstance(error, AdvocateError) and self._failed:
            if _is_there(self._failed):
                self._failed(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)


def _is_there(call: Callable[..., object]) -> bool:
    """Whether what waits for a result still lives: its window may have been put away meanwhile."""
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class Tasks(QObject):
    """Starts long work and knows what is under way."""

    began = Signal(object)
    """A `Task`."""
    _arrived = Signal(object, object)

    def __init__(self, executor: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor or ThreadPoolExecutor(2, thread_name_prefix="work")
        # On a thread of its own: work that takes minutes shall not hold up what is waited for.
        self._unhurried = executor or ThreadPoolExecutor(1, thread_name_prefix="unhurried")
        self._futures: dict[Task, Future[Any]] = {}
        self._stopped = False
        self._arrived.connect(self._hand_over)

    def start(
        self,
        label: str,
        job: Job,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[AdvocateError], None] | None = None,
        ended: Callable[[], None] | None = None,
        *,
        resumes: bool = False,
    ) -> Task:
        """Run `job(progress)` in the background; `done(value)` or `failed(error)` come back here.

        Without a label it is too short to be shown, such as the drawing of a page.
        A cancelled job calls neither. An error that is no `AdvocateError` is a bug and goes to the
        exception hook. `ended` comes last in every case. A quick job may be over, and all of this
        called, before `start` returns. What `resumes` by itself another time holds up no closing.
        """
        task = Task(label, done, failed, self, resumes=resumes)
        if self._stopped:
            task.cancel()
            task.deleteLater()
            return task
        if ended:
            task.ended.connect(ended)
        self.began.emit(task)
        # The signal is this object's, which outlives all work: a task is deleted on the window's
        # thread as soon as its result is there, while the worker may still be sending it.
        executor = self._unhurried if resumes else self._executor
        future = self._futures[task] = executor.submit(job, _Steps(task))
        future.add_done_callback(lambda made: self._arrived.emit(task, made))
        return task

    @property
    def running(self) -> tuple[Task, ...]:
        """What is under way."""
        return tuple(self._futures)

    @property
    def is_busy(self) -> bool:
        """Whether work is under way that somebody waits for."""
        return any(task.label and not task.resumes for task in self.running)

    def let_go(self) -> None:
        """Cancel all work and wait until none of it runs."""
        self._let_go(self.running)

    def let_go_of_resuming(self) -> None:
        """Cancel what goes on another time, and wait until none of that runs."""
        self._let_go(tuple(task for task in self.running if task.resumes))

    def _let_go(self, tasks: tuple[Task, ...]) -> None:
        for task in tasks:
            task.cancel()
        wait([self._futures[task] for task in tasks])

    def stop(self) -> None:
        """Let go of all work for good; what is started from now on does not begin."""
        self._stopped = True
        self.let_go()
        for executor in (self._executor, self._unhurried):
            executor.shutdown(wait=True, cancel_futures=True)

    @Slot(object, object)
    def _hand_over(self, task: Task, future: Future[Any]) -> None:
        try:
            task.tell(future)
        finally:
            # Not by a connection: it would keep this object alive from inside its own child.
            del self._futures[task]
            task.ended.emit()
            task.deleteLater()
