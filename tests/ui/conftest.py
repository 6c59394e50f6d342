"""A real window over a real casebook; stand-ins only for clock, file dialogs and threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from advocate_desktop import paths
from advocate_desktop.domain.cases import CaseId
from advocate_desktop.services.workspace import Clock, Workspace
from advocate_desktop.ui.app import leave_plain_clipboard
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.tasks import Tasks
from advocate_desktop.ui.window_memory import WindowMemory


class AtOnce(Executor):
    """Runs a job where it is given."""

    def submit(self, job: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(job(*args, **kwargs))
        except BaseException as error:
            done.set_exception(error)
        return done


class Answers:
    """Answers file dialogs with what a test put down, and notes what was asked."""

    def __init__(self) -> None:
        self.open: tuple[Path, ...] = ()
        self.save: Path | None = None
        self.suggested = ""
        self.folder: Path | None = None

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.open[0] if self.open else None

    def open_files(self, parent: QWidget, title: str, kinds: str) -> tuple[Path, ...]:
        return self.open

    def save_file(self, parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
        self.suggested = suggested
        return self.save

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        return self.folder


@pytest.fixture(scope="session", autouse=True)
def _plain_clipboard() -> Iterator[None]:
    """Leave the clipboard as the program does when it ends."""
    yield
    if QApplication.instance() is not None:
        leave_plain_clipboard()


@pytest.fixture(autouse=True)
def _own_backup_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the window's own backups out of the user's folder."""
    monkeypatch.setattr(paths, "backup_dir", lambda: tmp_path / "backups")


@pytest.fixture
def tasks(qapp: QApplication) -> Tasks:
    """Long work that is done at once."""
    return Tasks(AtOnce())


@pytest.fixture
def bridge(workspace: Workspace, tasks: Tasks) -> Iterator[Bridge]:
    """The bridge of `workspace`."""
    made = Bridge(workspace, tasks)
    yield made
    made.close()


@pytest.fixture
def answers() -> Answers:
    """What the file dialogs will answer."""
    return Answers()


@pytest.fixture
def memory(tmp_path: Path) -> WindowMemory:
    """A window's memory of its own."""
    return WindowMemory(tmp_path / "window.ini")


@pytest.fixture
def new_window(
    qtbot: Any, memory: WindowMemory, answers: Answers, clock: Clock
) -> Callable[[], Any]:
    """Build a window as at the start of the program."""
    from advocate_desktop.ui.window import MainWindow

    def build() -> Any:
        window = MainWindow(memory, answers, clock, Tasks(AtOnce()))
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return build


@pytest.fixture
def rosa(workspace: Workspace, enter: Any, new_record: Any, new_event: Any) -> CaseId:
    """A case whose grievance the plan has had for three weeks without a word."""
    happened = (
        new_event("denial_received", "2026-01-09"),
        new_event("grievance_filed", "2026-01-20", method="fax"),
    )
    return enter(workspace, new_record(events=happened))


@pytest.fixture
def window(new_window: Callable[[], Any], workspace: Workspace, rosa: CaseId) -> Any:
    """A window with `rosa` at hand."""
    window = new_window()
    window.show_workspace(workspace)
    return window
