"""The folders of this user on this computer, where the platform wants them."""

from pathlib import Path

import platformdirs

_NAME = "advocate-desktop"


def data_dir() -> Path:
    """Return the folder offered for casebooks; it may not exist yet."""
    return platformdirs.user_data_path(_NAME, appauthor=False)


def backup_dir() -> Path:
    """Return the folder where copies of casebooks go by themselves; it may not exist yet."""
    return data_dir() / "backups"


def log_dir() -> Path:
    """Return the folder of the program's own log, which holds no client's data."""
    return platformdirs.user_log_path(_NAME, appauthor=False)
