"""Files sent with an e-mail."""

from __future__ import annotations

from dataclasses import dataclass, field

ATTACHED = "Attached: "
"""The label of the line that names such a file over the words of the e-mail."""
NAMED_ONLY = "The files sent with this e-mail are named but not shown. Attach those that matter."


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file as it was sent."""

    name: str
    """As the sender named it; not yet safe for a drive."""
    data: bytes = field(repr=False)
