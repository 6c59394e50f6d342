"""Remembering a casebook on this computer, with a keyring that lives in this process."""

from __future__ import annotations

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked

from advocate_desktop.services import remembering
from advocate_desktop.services.workspace import Workspace


class InProcess(KeyringBackend):
    """Keeps secrets in memory; it can be told to refuse."""

    priority = 5

    def __init__(self):
        self.kept = {}
        self.refuses = False

    def get_password(self, service, username):
        if self.refuses:
            raise KeyringLocked("locked")
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        if self.refuses:
            raise KeyringLocked("locked")
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if self.refuses:
            raise KeyringLocked("locked")
        del self.kept[service, username]


@pytest.fixture
def ring():
    """The keyring of the system, for the length of a test."""
    before = keyring.get_keyring()
    made = InProcess()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def sealed(encrypted_workspace):
    """The path of an encrypted casebook that is closed."""
    encrypted_workspace.close()
    return encrypted_workspace.path


def unlock(window, path, passphrase, *, remember):
    window.welcome.open(path)
    sheet = window.welcome.sheet
    sheet.passphrase.set_value(passphrase)
    sheet.remember.set_value(remember)
    sheet.attempt()


def test_a_remembered_casebook_opens_by_itself_at_the_next_start(
    new_window, ring, sealed, passphrase
):
    window = new_window()
    window.welcome.open(sealed)
    assert window.welcome.sheet.remember.isVisible()
    unlock(window, sealed, passphrase, remember=True)
    assert window.close()
    again = new_window()
    again.start(sealed)
    assert again.desk is not None
    (((_, name), secret),) = ring.kept.items()
    assert "sealed" not in name
    assert secret != passphrase


def test_what_was_not_to_be_remembered_is_not(new_window, ring, sealed, passphrase):
    window = new_window()
    unlock(window, sealed, passphrase, remember=False)
    assert ring.kept == {}


def test_a_lock_asks_also_for_one_that_is_remembered(new_window, ring, sealed, passphrase):
    window = new_window()
    unlock(window, sealed, passphrase, remember=True)
    window.acts["lock"].trigger()
    assert window.desk is None
    assert window.welcome.sheet is not None


def test_a_command_forgets_it(new_window, ring, sealed, passphrase):
    window = new_window()
    unlock(window, sealed, passphrase, remember=True)
    window.acts["forget"].trigger()
    assert ring.kept == {}
    assert "Forgotten" in window.notices.text
    window.acts["forget"].trigger()
    assert "not remembered" in window.notices.text
    assert window.close()
    again = new_window()
    again.start(sealed)
    assert again.desk is None


def test_a_changed_passphrase_makes_it_worthless(qtbot, new_window, ring, sealed, passphrase):
    window = new_window()
    unlock(window, sealed, passphrase, remember=True)
    window.desk.casebook_work.safety.change_passphrase("quite another one")
    qtbot.waitUntil(lambda: window.desk is None)
    assert "no longer" in window.welcome.sheet.problem.text
    unlock(window, sealed, "quite another one", remember=False)
    assert window.desk is not None


@pytest.mark.parametrize("trouble", ["refuses", "replaced"])
def test_a_keyring_that_fails_leaves_the_passphrase(new_window, ring, sealed, passphrase, trouble):
    window = new_window()
    unlock(window, sealed, passphrase, remember=True)
    assert window.close()
    if trouble == "refuses":
        ring.refuses = True
    else:
        keyring.set_keyring(fail.Keyring())
    again = new_window()
    again.start(sealed)
    assert again.desk is None
    unlock(again, sealed, passphrase, remember=True)
    assert again.desk is not None
    assert "asked for the passphrase" in again.notices.text


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
def test_a_keyring_that_keeps_nothing_is_not_offered(new_window, ring, sealed, backend):
    keyring.set_keyring(backend())
    assert not remembering.can_remember()
    window = new_window()
    window.welcome.open(sealed)
    assert not window.welcome.sheet.remember.isVisible()


def test_what_is_remembered_opens_no_other_casebook(ring, sealed, passphrase, tmp_path):
    other = Workspace.create(tmp_path / "other.casebook", passphrase)
    remembering.remember(other)
    other.close()
    assert remembering.remembered(sealed) is None
    key = remembering.remembered(other.path)
    opened = Workspace.open(other.path, key)
    assert opened.encrypted
    opened.close()
    assert remembering.forget(other.path)
    assert remembering.remembered(other.path) is None
