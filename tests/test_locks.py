"""The lock files hold what pyproject.toml asks for, checked by hash, and name no server."""

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def pins(lock: str) -> dict[str, str]:
    text = (PROJECT / "packaging" / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", text, flags=re.MULTILINE))


def canonical(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None, requirement
    return re.sub(r"[-_.]+", "-", name.group()).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_version_has_a_hash_and_no_address(lock):
    text = (PROJECT / "packaging" / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z])", text, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"://|\bindex\b|\.(com|org|net)\b", text)


def test_what_the_program_needs_is_locked():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {canonical(line) for line in project["project"]["dependencies"]}
    tools = {canonical(line) for line in project["dependency-groups"]["dev"]}
    assert wanted - set(pins("requirements.txt")) == set()
    assert (wanted | tools) - set(pins("requirements-dev.txt")) == set()


def test_tests_run_with_the_versions_that_users_get():
    developers = pins("requirements-dev.txt")
    assert {n: v for n, v in pins("requirements.txt").items() if developers.get(n) != v} == {}


def test_the_qt_that_loses_a_reference_at_every_signal_is_not_locked():
    assert all(pins(lock)["pyside6-essentials"] != "6.12.0" for lock in LOCKS)
