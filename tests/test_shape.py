"""The code keeps its shape: small named pieces, no secret ways out, no trace of one machine."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
MODULES = sorted((PROJECT / "advocate_desktop").rglob("*.py"))
TEXT_SUFFIXES = {".py", ".md", ".toml", ".json", ".txt", ".sh", ""}
TEXTS = [
    path
    for place in ("advocate_desktop", "packaging", "resources", "tests", ".ci", "README.md")
    for path in (PROJECT / place, *sorted((PROJECT / place).rglob("*")))
    if path.suffix in TEXT_SUFFIXES and path.is_file() and "__pycache__" not in path.parts
]
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "controller", "misc"}
ONE_MACHINE = re.compile(r"(?<![\w.~-])(/(home|root|work|Users|opt)/\w|[A-Z]:\\Users)")


def named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return {named(path): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


def test_every_module_says_what_it_is(trees):
    assert [name for name, tree in trees.items() if not ast.get_docstring(tree)] == []


def test_no_file_is_longer_than_400_lines():
    lengths = {named(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length >= 400} == {}


def test_no_function_is_longer_than_60_lines(trees):
    long = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= 60
    ]
    assert long == []


def test_a_file_is_named_after_what_the_user_knows():
    assert [named(path) for path in MODULES if path.stem.split("_")[-1] in EMPTY_NAMES] == []


def test_qts_network_and_web_parts_are_used_nowhere(trees):
    imported = [
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and re.search(r"QtNetwork|QtWebEngine|QtWebSockets|QtHttpServer", ast.unparse(node))
    ]
    assert imported == []


def test_no_text_names_a_folder_of_one_machine():
    found = [
        f"{named(path)}: {match.group()}"
        for path in TEXTS
        for match in [ONE_MACHINE.search(path.read_text(encoding="utf-8", errors="ignore"))]
        if match
    ]
    assert found == []


def test_nothing_is_left_for_later():
    later = re.compile(r"#\s*(TODO|FIXME|XXX|HACK)\b")
    unfinished = [named(path) for path in MODULES if later.search(path.read_text(encoding="utf-8"))]
    assert unfinished == []
