"""What each action of the menus does on the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advocate_desktop.ui.desk import Desk

ON_DESK: dict[str, Callable[[Desk], object]] = {
    "back_up": lambda desk: desk.casebook_work.back_up(),
    "backups": lambda desk: desk.casebook_work.safety.show_backups(),
    "passphrase": lambda desk: desk.casebook_work.safety.show_passphrase(),
    "casebook_history": lambda desk: desk.history.show_casebook(),
    "case_history": lambda desk: desk.history.show_case(),
    "trash": lambda desk: desk.casebook_work.safety.show_trash(),
    "check": lambda desk: desk.casebook_work.check(),
    "import_case": lambda desk: desk.bundles.ask_for_file(),
    "export_case": lambda desk: desk.bundles.export(),
    "print": lambda desk: desk.printing.print_in_sight(),
    "letterhead": lambda desk: desk.casebook_work.letterhead(),
    "undo": lambda desk: desk.undo(),
    "redo": lambda desk: desk.redo(),
    "new_case": lambda desk: desk.work.new_case(),
    "new_client": lambda desk: desk.people.new_client(),
    "clients": lambda desk: desk.people.show_clients(),
    "consents": lambda desk: desk.people.show_consents(),
    "disclosures": lambda desk: desk.people.show_disclosures(),
    "erase_case": lambda desk: desk.people.erase_case(),
    "old_records": lambda desk: desk.people.show_old_records(),
    "record_event": lambda desk: desk.work.record_event(),
    "record_call": lambda desk: desk.work.record_call(),
    "trash_case": lambda desk: desk.trash_case(),
    "attach": lambda desk: desk.choose_files(),
    "letter": lambda desk: desk.work.write_letter(),
    "search": lambda desk: desk.search_everything(),
    "next_pane": lambda desk: desk.next_pane(),
    "usual_layout": lambda desk: desk.usual_layout(),
}
