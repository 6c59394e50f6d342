"""Keeps the layers of exhibits on or off, as each document shows them."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf


class Layers:
    """Collects the layers (optional content) of the documents put into a packet."""

    def __init__(self, out: Pdf) -> None:
        self._out = out
        self._all: list[Object] = []
        self._off: list[Object] = []

    def add(self, source: Pdf) -> None:
        """Take over a document's layers; call it after its pages were taken."""
        listed = source.Root.get(Name.OCProperties)
        groups = listed.get(Name.OCGs) if isinstance(listed, Dictionary) else None
        if not isinstance(listed, Dictionary) or not isinstance(groups, Array):
            return
        default = listed.get(Name.D)
        shown = default if isinstance(default, Dictionary) else Dictionary()
        off_at_first = shown.get(Name.BaseState) == Name.OFF
        turned = _ids(shown.get(Name.ON if off_at_first else Name.OFF))
        for group in groups:
            if not group.is_indirect:
                continue
            copied = self._out.copy_foreign(group)
            self._all.append(copied)
            if (group.objgen in turned) is not off_at_first:
                self._off.append(copied)

    def finish(self) -> None:
        """Write which layers there are and which of them are off."""
        if self._all:
            self._out.Root.OCProperties = Dictionary(
                OCGs=Array(self._all), D=Dictionary(OFF=Array(self._off), Order=Array())
            )


def _ids(listed: object) -> frozenset[tuple[int, int]]:
    return frozenset(group.objgen for group in listed) if isinstance(listed, Array) else frozenset()
