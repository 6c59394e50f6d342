"""Making and unlocking a casebook, with its passphrase in plain words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from advocate_desktop import paths
from advocate_desktop.domain.errors import AdvocateError, Invalid
from advocate_desktop.services.casebook_place import place_warning
from advocate_desktop.services.passphrase_waits import PASSPHRASE_WAITS
from advocate_desktop.services.updating import needs_update
from advocate_desktop.services.workspace import (
    CasebookDamaged,
    Clock,
    Workspace,
    WrongPassphrase,
)
from advocate_desktop.ui import cards, file_dialogs
from advocate_desktop.ui.fields import LineField, TickField
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.passphrase_field import ADVICE, PassphraseField, StrengthMeter, typed_twice
from advocate_desktop.ui.remembering import OFFER
from advocate_desktop.ui.sheet import Sheet


class NewCasebookSheet(Sheet):
    """Asks where the file goes and for a passphrase, or for a clear no to one."""

    opened = Signal(object)
    """The `Workspace`, which the receiver owns."""

    def __init__(self, dialogs: FileDialogs, clock_for: Callable[[Path], Clock]) -> None:
        super().__init__(
            "New casebook",
            "Create the casebook",
            self._create,
            "One file holds all your cases and their papers.",
        )
        self._dialogs = dialogs
        self._clock_for = clock_for
        self.place = LineField()
        self.place.set_value(str(_free_place()))
        self.passphrase, self.again = PassphraseField(), PassphraseField()
        self.show_letters = TickField("Show the letters")
        self.remember = TickField(OFFER)
        self.without = TickField("Go without a passphrase: anyone who gets the file can read it")
        self._build()
        self.show_letters.edited.connect(self._reveal)
        self.without.edited.connect(self._follow_without)
        self.setFocusProxy(self.passphrase.box)

    def _build(self) -> None:
        table = form_table()
        add_row(table, "File", self.place)
        self.place_warning = cards.Problem()
        self.place.column.addWidget(self.place_warning)
        self.place.edited.connect(self._follow_place)
        table.addRow("", cards.button("Choose the place…", "folder-open", self._choose))
        add_row(table, "Passphrase", self.passphrase, ADVICE)
        self.meter = StrengthMeter(self.passphrase)
        add_row(table, "Passphrase again", self.again)
        add_row(table, "", self.show_letters)
        add_row(table, "", self.remember)
        add_row(table, "", self.without)
        self.body.addLayout(table)

    def _choose(self) -> None:
        suggested = Path(self.place.value() or "").name or "My cases.casebook"
        chosen = self._dialogs.save_file(self, "New casebook", suggested, file_dialogs.CASEBOOKS)
        if chosen is not None:
            self.place.set_value(str(chosen))
            self._follow_place()

    def _follow_place(self) -> None:
        typed = self.place.value()
        self.place_warning.say(place_warning(Path(typed).absolute()) if typed else "")

    def _reveal(self) -> None:
        for field in (self.passphrase, self.again):
            field.reveal(self.show_letters.value())

    def _follow_without(self) -> None:
        for field in (self.passphrase, self.again, self.show_letters, self.remember):
            field.setEnabled(not self.without.value())

    def _create(self) -> None:
        path = _named(self.place.value() or "")
        passphrase = None if self.without.value() else self._typed()
        if path.parent == paths.data_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
        self.opened.emit(Workspace.create(path, passphrase, clock=self._clock_for(path)))

    def _typed(self) -> str:
        nothing = "Type a passphrase, or tick the line below to go without one."
        return typed_twice(self.passphrase, self.again, nothing)


class UnlockSheet(Sheet):
    """Asks for the passphrase of a casebook and says in place when it is wrong."""

    opened = Signal(object)
    """The `Workspace`, which the receiver owns."""
    old = Signal(object, object)
    """The file, which an earlier version wrote, and the passphrase that opens it."""
    damaged = Signal(object, str, object)
    """The file, the passphrase typed, and the error that tells of the damage."""

    def __init__(self, path: Path, clock: Clock) -> None:
        super().__init__(
            f"Open “{path.stem}”",
            "Open",
            self._unlock,
            "This casebook is locked. A recovery key opens it as well.",
        )
        self.path = path
        self._clock = clock
        self.passphrase = PassphraseField()
        self.show_letters = TickField("Show the letters")
        self.show_letters.edited.connect(lambda: self.passphrase.reveal(self.show_letters.value()))
        table = form_table()
        add_row(table, "Passphrase", self.passphrase)
        add_row(table, "", self.show_letters)
        self.remember = TickField(OFFER)
        add_row(table, "", self.remember)
        self.body.addLayout(table)
        self.body.addWidget(cards.note(str(path)))
        self._waiting = QTimer(self, interval=1000)
        self._waiting.timeout.connect(self._count_down)
        line = self.passphrase.box
        assert isinstance(line, QLineEdit), "a passphrase is typed into a line"
        line.returnPressed.connect(self.attempt)
        self.setFocusProxy(line)

    def use_remembered(self, key: str) -> None:
        """Open with what this computer remembered; what does not fit is passed over."""
        if self.passphrase.value():
            return  # who types already shall not be overtaken
        try:
            opened = Workspace.open(self.path, key, clock=self._clock)
        except WrongPassphrase:
            self.say("What this computer remembered opens it no longer. Type the passphrase.")
        except AdvocateError as error:
            self.say(str(error))
        else:
            self.opened.emit(opened)

    def _unlock(self) -> None:
        typed = self.passphrase.value() or ""
        if needs_update(self.path, typed):
            self.old.emit(self.path, typed)
            return
        try:
            opened = Workspace.open(self.path, typed, clock=self._clock)
        except CasebookDamaged as error:
            self.damaged.emit(self.path, typed, error)
            return
        except WrongPassphrase:
            self.passphrase.setFocus()
            self._count_down()
            raise
        self.opened.emit(opened)

    def _count_down(self) -> None:
        """Let nobody try before the wait is over, and say how long it is."""
        left = PASSPHRASE_WAITS.left(self.path)
        self.main_button.setEnabled(not left)
        self.main_button.setText(f"Open (wait {left} s)" if left else "Open")
        if left:
            self._waiting.start()
        else:
            self._waiting.stop()


def _free_place() -> Path:
    folder = paths.data_dir()
    for number in range(1, 1000):
        path = folder / f"My cases{f' {number}' if number > 1 else ''}.casebook"
        if not path.exists():
            return path
    return folder / "My cases.casebook"


def _named(text: str) -> Path:
    if not text:
        raise Invalid("Say where the casebook goes.")
    try:
        path = Path(text).expanduser()
    except RuntimeError as error:
        raise Invalid(f"There is no user of the name in “{text}”. Choose another place.") from error
    if not path.name:
        raise Invalid(f"“{text}” is no name for a file. Choose another place.")
    return path if path.suffix else path.with_suffix(".casebook")
