"""Shipped files are found, and nothing but shipped files."""

from pathlib import Path

import pytest

from advocate_desktop import assets

RESOURCES = Path(__file__).parents[1] / "resources"


def test_the_shipped_folder_of_a_checkout_lies_beside_the_package():
    assert Path(str(assets.root())) == RESOURCES


def test_a_folder_names_its_files_in_order_and_no_subfolders():
    expected = sorted(entry.name for entry in (RESOURCES / "icons").iterdir() if entry.is_file())
    assert assets.names("icons") == tuple(expected)
    assert "en" not in assets.names("letters")


def test_bytes_and_text_are_those_of_the_file():
    licence = RESOURCES / "icons" / "LICENSE"
    assert assets.read_bytes("icons", "LICENSE") == licence.read_bytes()
    assert assets.read_text("icons", "LICENSE") == licence.read_text(encoding="utf-8")


def test_a_folder_is_a_real_path_with_the_files_in_it():
    assert (assets.folder("icons") / "LICENSE").is_file()


@pytest.mark.parametrize(
    "parts",
    [
        ("icons", "no-such-icon.svg"),
        ("..", "pyproject.toml"),
        ("icons", "../../pyproject.toml"),
        ("icons", "..\\..\\pyproject.toml"),
        ("/etc/passwd",),
        ("C:", "boot.ini"),
        ("icons", ""),
        ("icons", "LICENSE\0.svg"),
    ],
)
def test_a_name_that_is_not_shipped_is_not_found(parts):
    with pytest.raises(FileNotFoundError):
        assets.read_bytes(*parts)
