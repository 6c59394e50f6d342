"""Which part of the program may import which, as pyproject.toml says it."""

from pathlib import Path

from importlinter.cli import lint_imports

PROJECT = Path(__file__).parents[1]


def test_no_part_imports_what_lies_above_it(monkeypatch, capsys):
    monkeypatch.chdir(PROJECT)
    kept = lint_imports(config_filename=str(PROJECT / "pyproject.toml"), no_cache=True) == 0
    assert kept, capsys.readouterr().out
