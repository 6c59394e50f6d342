"""What the READMEs name is there."""

import re
from pathlib import Path

import click
import pytest

from advocate_desktop.cli.program import program

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
PACKAGING = (PROJECT / "packaging" / "README.md").read_text(encoding="utf-8")
PLACE = r"(?:advocate_desktop|resources|packaging|tests|\.ci)(?:/[\w.-]+)*"


@pytest.mark.parametrize("text", [README, PACKAGING], ids=["README.md", "packaging/README.md"])
def test_every_path_that_is_named_exists(text):
    named = set(re.findall(rf"(?<![\w/.-])({PLACE})(?=[`\s)])", text))
    assert len(named) >= 4
    assert sorted(name for name in named if not (PROJECT / name).exists()) == []


def test_every_file_of_packaging_that_its_readme_lists_exists():
    listed = re.findall(r"^\| `([\w.-]+)` \|", PACKAGING, flags=re.MULTILINE)
    assert {"run", "test", "lock"} <= set(listed)
    assert [name for name in listed if not (PROJECT / "packaging" / name).is_file()] == []


def test_every_link_leads_to_a_file_or_to_the_web():
    links = re.findall(r"\]\(([^)]+)\)", README)
    inside = [link for link in links if not link.startswith("https://")]
    assert [link for link in inside if not (PROJECT / link).exists()] == []


def test_every_command_of_the_program_that_is_named_exists_with_its_options():
    group = program(lambda casebook: 0)
    typed = re.findall(r"bash packaging/run +([^`\n#]+)", README)
    assert typed
    for line in typed:
        words = line.split()
        command: click.Command | None = group
        if not words[0].startswith("-"):
            command = group.get_command(click.Context(group), words[0])
        assert command is not None, line
        known = {name for option in command.params for name in option.opts} | {"--help"}
        assert {word for word in words if word.startswith("--")} <= known, line
