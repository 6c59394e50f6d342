"""The casebook file: tables, the one writer with its journal, documents' bytes, search, backup."""

from sqlalchemy import Connection

from advocate_desktop.store.unit import Unit

__all__ = ["Connection", "Unit"]
