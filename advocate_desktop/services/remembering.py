"""Remembering on this computer how a casebook opens, in the keyring of the operating system.

What is kept is the key of the file, not the passphrase: it opens nothing else, and changing the
passphrase makes it worthless. Its name in the keyring is made from the file's place and tells
nothing of it. A keyring that fails, or is gone, never keeps anybody out: the passphrase opens too.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, cast

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "Advocate Desktop"
_UNSAFE = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
"""Backends that keep nothing, or keep it in a file of their own."""


class NoKeyring(AdvocateError):
    """The operating system has no keyring, or it refused."""


def can_remember() -> bool:
    """Whether the operating system has a keyring that keeps secrets; the first call is slow."""
    return _backend() is not None


def remember(workspace: Workspace) -> None:
    """Keep what opens this casebook; raise `NoKeyring` when the keyring does not take it."""
    backend = _backend()
    sentence = "The keyring of this computer did not take it. You will be asked for the passphrase."
    if backend is None:
        raise NoKeyring(sentence)
    from keyring.errors import KeyringError

    try:
        backend.set_password(_SERVICE, name(workspace.path), workspace.casebook.recovery_key())
    except (KeyringError, OSError, RuntimeError) as error:
        raise NoKeyring(sentence) from error


def remembered(path: Path) -> str | None:
    """Return what opens a casebook in place of its passphrase, or None; may wait for the user."""
    backend = _backend()
    if backend is None:
        return None
    from keyring.errors import KeyringError

    try:
        return backend.get_password(_SERVICE, name(path))
    except (KeyringError, OSError, RuntimeError):
        return None


def forget(path: Path) -> bool:
    """Take it out of the keyring; return whether nothing is left there."""
    backend = _backend()
    if backend is None:
        return False
    from keyring.errors import KeyringError

    try:
        if backend.get_password(_SERVICE, name(path)) is not None:
            backend.delete_password(_SERVICE, name(path))
    except (KeyringError, OSError, RuntimeError):
        return False
    return True


def name(path: Path) -> str:
    """Return what the keyring calls a casebook: letters and digits that tell nothing of it."""
    return hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _backend() -> KeyringBackend | None:
    # Read only now: it looks for every keyring there may be, which takes longer than opening.
    import keyring

    chosen = keyring.get_keyring()
    # One that stands for several would fall back on whatever comes next in its line.
    for backend in getattr(chosen, "backends", [chosen]):
        module = type(backend).__module__
        if backend.priority > 0 and not module.startswith(_UNSAFE):
            return cast("KeyringBackend", backend)
    return None
