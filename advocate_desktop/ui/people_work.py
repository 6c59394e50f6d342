"""What a user does with people's records: enter, let go, erase, say what was disclosed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from advocate_desktop.domain.consents import Consent
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services import cases, clients, consents, erasing, retention
from advocate_desktop.services.erasing import ErasureProof, Holding, Plan, What
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import file_dialogs, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.case_pane import CasePane
from advocate_desktop.ui.client_sheet import ClientSheet
from advocate_desktop.ui.clients_sheet import ClientsSheet
from advocate_desktop.ui.consents_sheet import ConsentSheet, ConsentsSheet
from advocate_desktop.ui.disclosures_sheet import DisclosureSheet, DisclosuresSheet
from advocate_desktop.ui.erasing_sheets import ErasedSheet, ErasingSheet
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.old_records_sheet import OldRecordsSheet
from advocate_desktop.ui.sheet import Sheet
from advocate_desktop.ui.undo_notice import say_done

_BUSY = "Something is still being worked on. Wait for it, or cancel it below."
T = TypeVar("T")
Told = tuple[ErasureProof, tuple[Holding, ...]]


class PeopleWork(QObject):
    """The verbs; each opens a sheet or does its work at once."""

    erasing = Signal(bool)
    """True while the file is written anew, so that nothing is typed meanwhile."""
    case_wanted = Signal(object)
    """The `CaseId` to take in hand."""
    document_wanted = Signal(object, object)
    """A `CaseId` and the `DocumentId` in it to show."""
    export_wanted = Signal(object)
    """The `ClientId` whose cases shall be handed over."""

    def __init__(
        self, workspace: Workspace, bridge: Bridge, dialogs: FileDialogs, pane: CasePane
    ) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._bridge = bridge
        self._dialogs = dialogs
        self._pane = pane

    def new_client(self) -> None:
        """Enter a client, who may have no case yet."""
        self._open("new client", self._new_client_sheet)

    def show_clients(self) -> None:
        """Show all clients."""
        self._open("clients", self._clients_sheet)

    def change_client(self, client_id: ClientId) -> None:
        """Show a client to change them."""
        found = self._tried(lambda: clients.client(self._workspace, client_id))
        if found is not None:
            self._open(f"client {client_id}", lambda: ClientSheet(self._workspace, found))

    def trash_client(self, client_id: ClientId) -> None:
        """Put a client with every case into the trash; undo brings them back."""
        self._run("Client put into the trash", clients.trash, client_id)

    def show_disclosures(self, client_id: ClientId | None = None) -> None:
        """Show what was disclosed of a client, or of the one at hand."""
        record = self._pane.record
        wanted = client_id or (record.client.id if record else None)
        if wanted is None:
            return
        found = self._tried(lambda: clients.client(self._workspace, wanted))
        if found is not None:
            self._open(f"disclosures {wanted}", lambda: self._disclosures_sheet(found))

    def note_disclosure(self, client_id: ClientId, what: str) -> None:
        """Ask who gets what was just made of a client."""
        found = self._tried(lambda: clients.client(self._workspace, client_id))
        if found is not None:
            self._open("disclosure", lambda: self._disclosure_sheet(found, what))

    def show_consents(self, client_id: ClientId | None = None) -> None:
        """Show the consents of a client, or of the one at hand."""
        record = self._pane.record
        wanted = client_id or (record.client.id if record else None)
        found = self._tried(lambda: clients.client(self._workspace, wanted)) if wanted else None
        if found is not None:
            self._open(f"consents {found.id}", lambda: self._consents_sheet(found))

    def show_old_records(self) -> None:
        """Show the cases that were closed long ago."""
        self._open("old records", self._old_records_sheet)

    def say_old_records(self) -> None:
        """Remind of records to look through, when there are any."""
        number = len(retention.old_records(self._workspace))
        if number:
            was = "case was" if number == 1 else "cases were"
            span = retention.years(self._workspace)
            told = f"{number} {was} closed {span} years ago or longer. You may let them go."
            self._bridge.say(told, "Look through them", self.show_old_records)

    def say_ending_consents(self) -> None:
        """Remind of a consent that ends within the month, the first of them by name."""
        found = consents.ending(self._workspace)
        if not found:
            return
        first, more = found[0], len(found) - 1
        last = words.day(first.expires_on) if first.expires_on else ""
        rest = (
            f" {words.count(more, 'more consent ends', 'more consents end')} soon." if more else ""
        )
        self._bridge.say(
            f"What lets {first.name} act ends on {last}. Have it signed anew in time.{rest}",
            "Look at it",
            lambda: self.show_consents(first.client),
        )

    def erase_case(self) -> None:
        """Ask to erase the case at hand for good."""
        if self._pane.case is not None:
            self.begin_erasing(What.CASE, self._pane.case)

    def begin_erasing(self, what: What, key: str) -> None:
        """Say what erasing would take out, and ask for the client's name."""
        if self._is_busy() or not self._pane.flush():
            return
        plan = self._tried(lambda: erasing.plan(self._workspace, what, key))
        if plan is not None:
            self._open(f"erase {key}", lambda: self._erasing_sheet(plan))

    def finish_erasing(self) -> None:
        """Write the file anew when something was erased since it last was."""
        workspace = self._workspace
        busy = any(task.label for task in self._bridge.tasks.running)
        if busy or workspace.read_only or not erasing.is_unfinished(workspace):
            return
        self._alone("Finishing an erasure", lambda _: erasing.finish(workspace), lambda _: None)

    def _erase(self, what: What, key: str) -> None:
        workspace = self._workspace

        def work(progress: Progress) -> Told:
            proof = erasing.erase(workspace, what, key, progress)
            return proof, erasing.holding(workspace, what, key, progress)

        self._alone("Erasing for good", work, self._tell_erased)

    def _tell_erased(self, told: Told) -> None:
        self._open("erased", lambda: self._erased_sheet(*told))

    def _erase_backups(self, sheet: ErasedSheet, files: tuple[Path, ...]) -> None:
        workspace = self._workspace
        self._bridge.tasks.start(
            "Removing backups",
            lambda progress: erasing.erase_backups(workspace, files, progress),
            lambda _: sheet.show_removed(),
            self._bridge.say_problem,
        )

    def _save_record(self, proof: ErasureProof) -> None:
        out = self._dialogs.save_file(
            self._pane, "Record of erasure", "Record of erasure.pdf", file_dialogs.PDFS
        )
        if out is not None and self._tried_saving(proof, out):
            self._bridge.say(f"Saved: “{out.name}”.")

    def _tried_saving(self, proof: ErasureProof, out: Path) -> bool:
        try:
            erasing.save_record(proof, self._workspace.who, out)
        except AdvocateError as error:
            self._bridge.say_problem(error)
            return False
        return True

    def _run(self, label: str, command: Callable[..., None], *values: object) -> None:
        try:
            self._workspace.run(label, command, *values)
        except AdvocateError as error:
            self._bridge.say_problem(error)
        else:
            say_done(self._workspace, self._bridge, label)

    def _alone(
        self, label: str, work: Callable[[Progress], object], done: Callable[..., None]
    ) -> None:
        if self._is_busy():
            return
        self.erasing.emit(True)
        self._bridge.tasks.start(
            label, work, done, self._bridge.say_problem, lambda: self.erasing.emit(False)
        )

    def _is_busy(self) -> bool:
        """Whether other work is under way, after saying so."""
        busy = any(task.label for task in self._bridge.tasks.running)
        if busy:
            self._bridge.say_problem(_BUSY)
        return busy

    def _tried(self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except AdvocateError as error:
            self._bridge.say_problem(error)
            return None

    def _open(self, name: str, make: Callable[[], Sheet]) -> None:
        self._pane.open_sheet(None, name, make)

    def _new_client_sheet(self) -> ClientSheet:
        sheet = ClientSheet(self._workspace)
        sheet.saved.connect(lambda _: self._bridge.say("The client was entered."))
        return sheet

    def _clients_sheet(self) -> ClientsSheet:
        sheet = ClientsSheet(self._workspace)
        sheet.new_wanted.connect(self.new_client)
        sheet.change_wanted.connect(self.change_client)
        sheet.trash_wanted.connect(self.trash_client)
        sheet.disclosures_wanted.connect(self.show_disclosures)
        sheet.export_wanted.connect(self.export_wanted)
        sheet.consents_wanted.connect(self.show_consents)
        sheet.erase_wanted.connect(partial(self.begin_erasing, What.CLIENT))
        self._bridge.changed.connect(sheet.refresh_rows)
        return sheet

    def _disclosures_sheet(self, client: Client) -> DisclosuresSheet:
        sheet = DisclosuresSheet(self._workspace, client)
        sheet.add_wanted.connect(partial(self._add_disclosure, client))
        self._bridge.changed.connect(sheet.refresh_rows)
        return sheet

    def _consents_sheet(self, client: Client) -> ConsentsSheet:
        sheet = ConsentsSheet(self._workspace, client)
        sheet.add_wanted.connect(lambda: self._enter_consent(client, None))
        sheet.change_wanted.connect(partial(self._enter_consent, client))
        sheet.scan_wanted.connect(partial(self._show_scan, client))
        self._bridge.changed.connect(sheet.refresh_rows)
        return sheet

    def _show_scan(self, client: Client, document: DocumentId) -> None:
        case_id = consents.case_of_scan(self._workspace, client.id, document)
        if case_id is None:
            self._bridge.say_problem("The scan is no longer in the casebook. Look into the trash.")
        else:
            self.document_wanted.emit(case_id, document)

    def _enter_consent(self, client: Client, consent: Consent | None) -> None:
        def make() -> ConsentSheet:
            sheet = ConsentSheet(self._workspace, client, consent)
            sheet.saved.connect(lambda: self.show_consents(client.id))
            return sheet

        self._open("consent", make)

    def _add_disclosure(self, client: Client) -> None:
        self._open("disclosure", lambda: self._disclosure_sheet(client))

    def _disclosure_sheet(self, client: Client, what: str = "") -> DisclosureSheet:
        sheet = DisclosureSheet(self._workspace, client, what)
        sheet.noted.connect(lambda: self.show_disclosures(client.id))
        return sheet

    def _old_records_sheet(self) -> OldRecordsSheet:
        sheet = OldRecordsSheet(self._workspace)
        sheet.open_wanted.connect(self.case_wanted)
        sheet.trash_wanted.connect(
            lambda case: self._run("Case put into the trash", cases.trash, case)
        )
        self._bridge.changed.connect(sheet.refresh_rows)
        return sheet

    def _erasing_sheet(self, plan: Plan) -> ErasingSheet:
        sheet = ErasingSheet(plan)
        sheet.erase_wanted.connect(lambda: self._erase(plan.what, plan.id))
        return sheet

    def _erased_sheet(self, proof: ErasureProof, held: tuple[Holding, ...]) -> ErasedSheet:
        sheet = ErasedSheet(proof, held)
        sheet.record_wanted.connect(lambda: self._save_record(proof))
        sheet.backups_wanted.connect(lambda files: self._erase_backups(sheet, files))
        return sheet
