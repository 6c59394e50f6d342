"""The manifest of a packet: hashes by which anybody can prove later what was sent."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import journal

if TYPE_CHECKING:
    from advocate_desktop.services.packets import BuiltPacket


def manifest_path(out: Path) -> Path:
    """Return where the manifest of a packet is written: beside it, under its name."""
    return out.with_suffix(".manifest.json")


def manifest_json(
    workspace: Workspace, built: BuiltPacket, files: dict[str, bytes], made_on: date
) -> bytes:
    """Return a manifest as JSON: each file's SHA-256, each exhibit's, and the history's.

    `files` are the packet's own, by name. An exhibit's hash is that of the paper as it came in,
    the history's that which ends the casebook's chain of entries; equal input gives equal bytes.
    """
    told = {
        "format": "advocate-desktop-packet-manifest",
        "version": 1,
        "kind": built.kind.value,
        "made_on": made_on.isoformat(),
        "pages": built.pages,
        "files": [
            {"file": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in files.items()
        ],
        "exhibits": [
            {
                "label": exhibit.label,
                "title": exhibit.title,
                "first_page": exhibit.first_page,
                "pages": exhibit.pages,
                "sha256": exhibit.content_hash,
            }
            for exhibit in built.exhibits
        ],
        "history_sha256": workspace.read(journal.head),
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()
