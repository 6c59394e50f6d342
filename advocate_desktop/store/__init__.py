"""The one file that keeps it all: tables, the one writer with its journal, backup, check."""
