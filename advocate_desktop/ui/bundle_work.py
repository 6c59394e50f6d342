"""Handing cases over as a bundle, and taking a bundle or a case file in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.people import ClientId
from advocate_desktop.services import bundle_contents, clients, merging
from advocate_desktop.services.bundles import PasswordNeeded
from advocate_desktop.services.merging import Choice, Incoming, State, usual
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import file_dialogs, saved_files, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.case_pane import CasePane
from advocate_desktop.ui.export_sheet import ExportSheet, Scope
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.import_sheet import BundlePasswordSheet, ImportSheet
from advocate_desktop.ui.undo_notice import say_done


class BundleWork(QObject):
    """The verbs; reading and writing are done in the background."""

    disclosure_wanted = Signal(object, str)
    """The `ClientId` whose papers were handed over, and what they were."""
    case_imported = Signal(object)
    """The `CaseId` to show of those that came in."""

    def __init__(
        self, workspace: Workspace, bridge: Bridge, dialogs: FileDialogs, pane: CasePane
    ) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._bridge = bridge
        self._dialogs = dialogs
        self._pane = pane

    def export(self, client_id: ClientId | None = None) -> None:
        """Ask what to hand over: of a client, else of the case at hand first."""
        if not self._pane.flush():
            return
        scopes = self._scopes(client_id)
        if not scopes:
            self._bridge.say_problem("There is no case to export yet. Enter one first.")
            return
        self._pane.open_sheet(None, "export", lambda: self._export_sheet(scopes))

    def ask_for_file(self) -> None:
        """Ask for a bundle or a case file and look into it."""
        file = self._dialogs.open_file(self._pane, "Import cases", file_dialogs.CASES)
        if file is not None:
            self.look_into(file)

    def look_into(self, file: Path, password: str = "") -> None:
        """Compare what a file holds with what is here; what is only new comes in at once."""
        workspace = self._workspace

        def failed(error: AdvocateError) -> None:
            if isinstance(error, PasswordNeeded):
                self._ask_password(file, error, tried=bool(password))
            else:
                self._bridge.say_problem(error)

        self._bridge.tasks.start(
            "Reading what comes in",
            lambda progress: merging.compare(workspace, file, password, progress),
            lambda found: self._show(file, password, found),
            failed,
        )

    def _scopes(self, client_id: ClientId | None) -> tuple[Scope, ...]:
        record = None if client_id else self._pane.record
        wanted = client_id or (record.client.id if record else None)
        scopes = []
        if record is not None:
            title = record.case.title or record.client.name
            one = (record.case.id,)
            scopes.append(Scope(f"This case: {title}", title, one, record.client.id))
        if wanted is not None:
            name = clients.client(self._workspace, wanted).name
            of_client = bundle_contents.of_client(self._workspace, wanted)
            scopes.append(Scope(f"All of {name}", name, of_client, wanted))
        everything = bundle_contents.of_casebook(self._workspace)
        scopes.append(Scope("The whole casebook", self._workspace.path.stem, everything))
        return tuple(scope for scope in scopes if scope.cases)

    def _export_sheet(self, scopes: tuple[Scope, ...]) -> ExportSheet:
        sheet = ExportSheet(scopes)
        sheet.export_wanted.connect(lambda scope, password: self._export(sheet, scope, password))
        return sheet

    def _export(self, sheet: ExportSheet, scope: Scope, password: str) -> None:
        suggested = saved_files.file_name("", scope.title, ending=".zip")
        out = self._dialogs.save_file(self._pane, "Export", suggested, file_dialogs.BUNDLES)
        if out is None:
            return
        sheet.closed.emit()
        workspace = self._workspace
        self._bridge.tasks.start(
            "Exporting",
            lambda progress: bundle_contents.export_cases(
                workspace, scope.cases, scope.title, out, password=password, progress=progress
            ),
            lambda number: self._tell_exported(out, number, scope),
            self._bridge.say_problem,
        )

    def _tell_exported(self, out: Path, number: int, scope: Scope) -> None:
        told = f"Exported with {words.count(number, 'file')}: “{out.name}”."
        client = scope.client
        if self._workspace.read_only or client is None:
            self._bridge.say(told)
            return
        what = f"{scope.title}, whole, as “{out.name}”"
        self._bridge.say(
            told, "Note who gets it", lambda: self.disclosure_wanted.emit(client, what)
        )

    def _ask_password(self, file: Path, error: PasswordNeeded, *, tried: bool) -> None:
        def make() -> BundlePasswordSheet:
            sheet = BundlePasswordSheet(file.name, "" if tried else str(error))
            sheet.tried.connect(lambda typed: self._try_password(sheet, file, typed))
            return sheet

        sheet = self._pane.open_sheet(None, "bundle password", make)
        if tried:
            sheet.say(str(error))

    def _try_password(self, sheet: BundlePasswordSheet, file: Path, typed: str) -> None:
        if not typed:
            sheet.say("Type the password first.")
            return
        sheet.closed.emit()
        self.look_into(file, typed)

    def _show(self, file: Path, password: str, found: tuple[Incoming, ...]) -> None:
        if all(incoming.state is State.NEW for incoming in found):
            self._merge(file, password, tuple(map(usual, found)))
            return

        def make() -> ImportSheet:
            sheet = ImportSheet(file.name, found)
            sheet.import_wanted.connect(lambda choices: self._begin(sheet, file, password, choices))
            return sheet

        self._pane.open_sheet(None, "import", make)

    def _begin(
        self, sheet: ImportSheet, file: Path, password: str, choices: tuple[Choice, ...]
    ) -> None:
        sheet.closed.emit()
        self._merge(file, password, choices)

    def _merge(self, file: Path, password: str, choices: tuple[Choice, ...]) -> None:
        workspace = self._workspace
        self._bridge.tasks.start(
            "Bringing in cases",
            lambda progress: merging.merge(workspace, file, password, choices, progress),
            self._tell_merged,
            self._bridge.say_problem,
        )

    def _tell_merged(self, changed: tuple[CaseId, ...]) -> None:
        if changed:
            self.case_imported.emit(changed[0])
        label = self._workspace.undo_label
        if label is not None:
            say_done(self._workspace, self._bridge, label)
