"""Case bundles: the same case gives the same bytes, and a hostile zip is refused."""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.services.bundles import Bundle, PasswordNeeded, write_bundle

CASE = b'{"format": "advocate-desktop/case"}\n'
LETTER = b"%PDF-1.7 a letter"
FILES = {"case.json": CASE, "documents/Carta núm. 1.pdf": LETTER}
WHOLE = {**FILES, "documents/b.txt": b"second"}
Make = Callable[..., Path]


def written() -> bytes:
    out = io.BytesIO()
    write_bundle(out, {name: lambda data=data: data for name, data in WHOLE.items()})
    return out.getvalue()


def sums(files: dict[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(d).hexdigest()}  {n}\n" for n, d in files.items()).encode()


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a zip by hand: `files`, their sums unless `SHA256SUMS` is among them, and `more`."""

    def make(files: dict[str, bytes], *more: tuple[zipfile.ZipInfo, bytes], how: int = 0) -> Path:
        path = tmp_path / "b.zip"
        with zipfile.ZipFile(path, "w", how) as bundle:
            for name, data in {"SHA256SUMS": sums(files), **files}.items():
                bundle.writestr(name, data)
            for entry, data in more:
                bundle.writestr(entry, data)
        return path

    return make


def refusal(path: Path) -> str:
    with pytest.raises(Invalid) as refused, Bundle(path):
        pass
    sentence = str(refused.value)
    assert sentence.startswith("The bundle “b.zip” ")
    assert sentence.endswith("nothing was imported.")
    assert "\n" not in sentence
    return sentence


def test_a_bundle_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(written())
    with Bundle(path) as bundle:
        (case,) = bundle.cases
        assert case.case_file == CASE
        assert case.documents == ("Carta núm. 1.pdf", "b.txt")
        assert case.document("Carta núm. 1.pdf") == LETTER


def test_a_bundle_under_a_password_opens_with_it_alone(tmp_path: Path) -> None:
    out, path = io.BytesIO(), tmp_path / "b.zip"
    write_bundle(out, {n: lambda d=d: d for n, d in WHOLE.items()}, password="copper lantern")
    path.write_bytes(out.getvalue())
    assert b"Carta" not in out.getvalue(), "nor are the names of its files in clear"
    with zipfile.ZipFile(path) as other:
        (entry,) = other.infolist()
        assert (entry.filename, entry.flag_bits & 1, entry.compress_type) == ("bundle.zip", 1, 99)
    for wrong in ("", "other"):
        with pytest.raises(PasswordNeeded), Bundle(path, wrong):
            pass
    with Bundle(path, "copper lantern") as bundle:
        assert bundle.cases[0].document("Carta núm. 1.pdf") == LETTER


def test_cases_in_folders_are_each_read(make: Make) -> None:
    both = ("cases/One/", "cases/Two/")
    files = {f"{case}{file}": data for case in both for file, data in FILES.items()}
    with Bundle(make({**files, "index.html": b"", "cases/One/sent/a.pdf": b"sent"})) as bundle:
        assert [case.folder for case in bundle.cases] == list(both)
        assert bundle.cases[1].document("Carta núm. 1.pdf") == LETTER


@pytest.mark.parametrize(
    "name", ["cases/../case.json", "cases//case.json", "cases/a/b/case.json", "cases/a/x.txt"]
)
def test_a_folder_that_leads_elsewhere_is_refused(make: Make, name: str) -> None:
    assert "no place in a case bundle" in refusal(make({**FILES, name: b"x"}))


def test_the_same_case_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    now = written()
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert written() == now
    with zipfile.ZipFile(io.BytesIO(now)) as bundle:
        assert bundle.namelist() == [*sorted(WHOLE), "SHA256SUMS"]
        assert {e.date_time for e in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_sums_can_be_checked_by_any_other_program() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as bundle:
        for line in bundle.read("SHA256SUMS").decode().splitlines():
            digest, name = line.split("  ", 1)
            assert hashlib.sha256(bundle.read(name)).hexdigest() == digest


def test_a_bundle_packed_again_by_another_program_is_read(make: Make) -> None:
    folder = zipfile.ZipInfo("documents/")
    with Bundle(make(FILES, (folder, b""), how=zipfile.ZIP_DEFLATED)) as bundle:
        assert bundle.cases[0].documents == ("Carta núm. 1.pdf",)


@pytest.mark.parametrize(
    "name",
    [
        "../escape.pdf",
        "documents/../escape.pdf",
        "documents/..",
        "/etc/passwd",
        "documents//etc/passwd",
        "C:\\windows\\x.pdf",
        "documents\\x.pdf",
        "documents/sub/x.pdf",
        "documents/x\ny.pdf",
        "readme.txt",
        "__MACOSX/._case.json",
        "nested.zip",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(make: Make, name: str) -> None:
    assert "no place in a case bundle" in refusal(make({**FILES, name: b"x"}))


def test_a_name_cut_by_a_nul_is_refused(make: Make) -> None:
    path = make({**FILES, "documents/xNUL.pdf": b"x"})
    path.write_bytes(path.read_bytes().replace(b"xNUL.pdf", b"x\0UL.pdf"))
    assert "no place in a case bundle" in refusal(path)


def test_a_link_is_refused(make: Make) -> None:
    link = zipfile.ZipInfo("documents/link.pdf")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "as a link" in refusal(make(FILES, (link, b"/etc/passwd")))


def test_an_encrypted_bundle_is_refused(make: Make) -> None:
    path = make(FILES)
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"documents/"))
    data[entry + 8] |= 1
    path.write_bytes(data)
    assert "is encrypted" in refusal(path)


def test_a_bomb_is_refused_without_being_unpacked(make: Make) -> None:
    path = make({**FILES, "documents/zeros.txt": bytes(30_000_000)}, how=zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 100_000
    assert "a size no document has" in refusal(path)


def test_a_bundle_that_claims_an_endless_size_is_refused(make: Make) -> None:
    path = make(FILES)
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 20 : entry + 28] = struct.pack("<II", 0xFFFFFFFE, 0xFFFFFFFE)
    path.write_bytes(data)
    assert "4 GB" in refusal(path)


def test_a_bundle_whose_parts_lie_before_its_beginning_is_refused(make: Make) -> None:
    path = make(FILES)
    data = bytearray(path.read_bytes())
    data[-6:-2] = struct.pack("<I", 0x7FFFFFFF)
    path.write_bytes(data)
    refusal(path)


def test_too_many_files_are_refused(make: Make) -> None:
    many = {f"documents/{n}.txt": b"" for n in range(10_001)}
    assert "more than 10,000 files" in refusal(make({**FILES, **many}))


@pytest.mark.parametrize("missing", ["case.json", "SHA256SUMS"])
def test_a_zip_without_the_parts_of_a_bundle_is_refused(tmp_path: Path, missing: str) -> None:
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as bundle:
        for name, data in {"SHA256SUMS": sums(FILES), **FILES}.items():
            if name != missing:
                bundle.writestr(name, data)
    assert f"has no {missing}" in refusal(path)


def test_a_name_held_twice_is_refused(make: Make) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = make(FILES, (zipfile.ZipInfo("documents/Carta núm. 1.pdf"), b"other"))
    assert "twice" in refusal(path)


def test_an_altered_file_is_refused(make: Make) -> None:
    altered = {"SHA256SUMS": sums(FILES), "case.json": CASE + b" ", **dict([*FILES.items()][1:])}
    assert "“case.json” does not fit its sum" in refusal(make(altered))


def test_a_file_without_a_sum_or_a_sum_without_a_file_is_refused(make: Make) -> None:
    assert "no sum for “documents/x.pdf”" in refusal(
        make({"SHA256SUMS": sums(FILES), **FILES, "documents/x.pdf": b"x"})
    )
    assert "lacks “documents/Carta" in refusal(make({"SHA256SUMS": sums(FILES), "case.json": CASE}))
    assert "no list of sums" in refusal(make({"SHA256SUMS": b"\x01?", **FILES}))


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(data)
    refusal(path)


@given(st.data())
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_damaged_bytes_are_read_whole_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(written())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "b.zip"
    path.write_bytes(whole[: data.draw(st.integers(len(whole) // 2, len(whole)))])
    try:
        with Bundle(path) as bundle:
            (case,) = bundle.cases
            kept = {name: case.document(name) for name in case.documents}
    except Invalid:
        return
    assert kept == {"Carta núm. 1.pdf": LETTER, "b.txt": b"second"}
