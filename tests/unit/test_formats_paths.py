from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.formats import count_files, formats, plain, read_paths
from index.formats.encoding import NotTextError, decode
from index.models import Draft, Problem
from index.text import clean

TEXT = "Snow falls on Bath\n\nSnow fell on the town all day, and nobody went out before the evening came.\n"


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    found = list(read_paths([tmp_path]))
    assert all(isinstance(one, Draft) for one in found)
    assert [os.path.relpath(one.origin, tmp_path) for one in found] == ["a.txt", "b/1.txt", "b/2.txt", "c"]
    assert count_files([tmp_path, "-"]) == 5


def test_what_cannot_be_read_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "page.html").write_text("<!DOCTYPE html><html></html>", "utf-8")
    (tmp_path / "share.txt").write_text("Share\n\nLeave a Reply\n", "utf-8")
    (tmp_path / "zz.txt").write_text(TEXT, "utf-8")
    found = list(read_paths([tmp_path / "gone\x1b[31m.txt", tmp_path, Path("nul\0name")]))
    reasons = {Path(one.origin).name: one.reason for one in found if isinstance(one, Problem)}
    assert set(reasons) == {"gone.txt", "fifo.txt", "dangling.txt", "empty.txt", "image.txt", "noise.txt"} | {
        "page.html",
        "share.txt",
        "nulname",
    }
    assert "does not exist" in reasons["gone.txt"]
    assert "pipe" in reasons["fifo.txt"]
    assert "empty" in reasons["empty.txt"]
    assert "PNG" in reasons["image.txt"]
    assert "no format" in reasons["page.html"]
    assert [Path(one.origin).name for one in found if isinstance(one, Draft)] == ["zz.txt"]


def test_a_folder_leaves_out_other_files_and_a_named_file_is_tried(tmp_path: Path) -> None:
    for name in ("a.py", "b/c.csv", "b/d.PY", "e.md", "Version 2.0", "Mr. Roe speaks"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    found = list(read_paths([tmp_path]))
    assert sum(isinstance(one, Draft) for one in found) == count_files([tmp_path]) == 3
    left_out = {Path(one.origin).name for one in found if isinstance(one, Problem)}
    assert left_out == {"a.py", "c.csv", "d.PY"}
    (named,) = read_paths([tmp_path / "a.py"])
    assert isinstance(named, Draft)


def test_of_many_files_of_no_format_a_folder_names_some_and_counts_all(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.py").write_text(TEXT, "utf-8")
    found = [one for one in read_paths([tmp_path]) if isinstance(one, Problem)]
    assert len(found) == 21
    assert found[-1] == Problem(str(tmp_path), "30 files are of no format that is read by its name: .py")


def test_an_empty_name_is_a_problem() -> None:
    (found,) = read_paths([""])
    assert isinstance(found, Problem)
    assert "empty" in found.reason
    assert count_files([""]) == 0


def test_an_error_of_the_file_system_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    opened = Path.open

    def refuse(path: Path, mode: str) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    refused, read = read_paths([tmp_path])
    assert isinstance(refused, Problem)
    assert "permission denied" in refused.reason
    assert isinstance(read, Draft)


def test_a_text_file_that_is_too_large_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "LARGEST", 3 << 20)
    (tmp_path / "large.txt").write_text(TEXT * 40_000, "utf-8")
    (found,) = read_paths([tmp_path])
    assert found == Problem(str(tmp_path / "large.txt"), "is larger than 3 MB, too large for one article")


def test_standard_input_is_told_by_its_first_bytes() -> None:
    (text,) = read_paths(["-"], io.BytesIO(TEXT.encode()))
    (line,) = read_paths([Path("-")], io.BytesIO(b'{"title": "Snow", "text": "It fell."}'))
    assert isinstance(text, Draft)
    assert isinstance(line, Draft)
    assert (text.title, line.title) == ("Snow falls on Bath", "Snow")


def test_formats_are_found_and_plain_text_is_asked_last() -> None:
    assert [one.name for one in formats()] == ["JSON", "plain text"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings(encoding: str) -> None:
    text = "She said “no” — it’s “über” late.\n" * 20
    assert decode(text.encode(encoding)) == text


def test_other_alphabets_are_guessed() -> None:
    text = "Президент сообщил журналистам, что переговоры продолжатся завтра утром в столице.\n" * 10
    assert decode(text.encode("cp1251")) == text


def test_a_few_broken_bytes_do_not_spoil_utf8() -> None:
    assert decode("Ünï “cödé” hère. ".encode() * 5 + b"\xff").startswith("Ünï “cödé”")


def test_quotation_marks_misread_as_latin1_come_back() -> None:
    assert decode("\x93Yes\x94 \x96 it\x92s so".encode()) == "“Yes” – it’s so"


@pytest.mark.parametrize("data", [b"a\0b\0\0c", b"%PDF-1.7 text", b"\x1f\x8b123", b"\x01\x02\x03\x04"])
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(data)


@given(
    st.one_of(
        st.binary(),
        st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text(alphabet="aB .\n|-:(\x1b\r\u0301").map(str.encode),
    )
)
def test_any_bytes_give_clean_articles_or_problems(data: bytes) -> None:
    for found in read_paths(["-"], io.BytesIO(data)):
        assert isinstance(found, Draft | Problem)
        if isinstance(found, Draft):
            assert found.body
            assert clean(found.body) == found.body
            assert "\n\n\n" not in found.body
            for field in (found.title, found.source, found.author, found.dateline):
                assert field is None or (clean(field) == field and "\n" not in field)
