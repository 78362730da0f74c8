"""``newsreader annotate``: any bytes in, one answer a line out."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from index.models import Annotations, Label, Mention, PartialDate
from tests.unit.cli_support import Ran, Run, runner

Annotate = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture
def annotate(run: Run, monkeypatch: pytest.MonkeyPatch) -> Annotate:
    """A function that gives bytes to the command; the first word of a text is its only mention."""

    def first_word(text: str, *, published: PartialDate) -> Annotations:
        if text == "fail":
            raise RuntimeError("no way")
        word = (text.split() or [""])[0]
        return Annotations(
            (Mention(text.find(word), text.find(word) + len(word), word, Label.MISC, str(published), 0),)
        )

    monkeypatch.setattr("index.annotate.annotate", first_word, raising=False)

    def call(data: bytes, *words: str) -> Ran:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        return run("annotate", *words)

    return call


def test_each_line_is_answered_under_its_id(annotate: Annotate) -> None:
    ran = annotate(b'{"id": "a", "text": "One"}\n\n{"id": 2, "text": "Two"}\n{"text": "Three"}')
    assert ran.code == 0
    assert [(found["id"], found["entities"][0]["text"]) for found in ran.objects] == [
        ("a", "One"),
        (2, "Two"),
        (None, "Three"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON"),
        (b"[1]", 'no "text"'),
        (b'{"id": 1}', 'no "text"'),
        (b'{"id": 1, "text": 5}', 'no "text"'),
        (b'{"id": [1], "text": ""}', '"id" is neither'),
        (b'{"id": NaN, "text": ""}', '"id" is neither'),
        (b'{"id": 1e999, "text": ""}', '"id" is neither'),
        (b'{"id": "\xff", "text": ""}', "not UTF-8 at byte 8"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"id": ' + b"1" * 5000 + b', "text": ""}', "integer"),
        (b'{"id": 1, "text": "fail"}', "RuntimeError: no way"),
    ],
)
def test_a_broken_line_is_told_and_the_rest_goes_on(annotate: Annotate, line: bytes, reason: str) -> None:
    ran = annotate(b'{"id": "a", "text": "x"}\n' + line + b'\n{"id": "b", "text": "y"}\n')
    assert ran.code == 1
    assert [found["id"] for found in ran.objects] == ["a", "b"]
    assert ran.err.startswith("newsreader: line 2 is left out: ")
    assert reason in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        ('"2024-04-15"', "2024-04-15"),
        ('"2024-04"', "2024-04"),
        ('"2024"', "2024"),
        ("2024", "2024"),
        ('"2024-04-15T23:30:00Z"', "2024-04-15"),
        ("null", ""),
        ('""', ""),
    ],
)
def test_the_date_of_a_document_is_passed_on(annotate: Annotate, field: str, meant: str) -> None:
    ran = annotate(b'{"text": "x", "published": %s}' % field.encode())
    assert (ran.code, ran.err) == (0, "")
    assert ran.objects[0]["entities"][0]["name"] == meant


@pytest.mark.parametrize("field", ['"2024-13-45"', '"soon"', "[2024]", "{}", "true", "1e999", '"\\u001b[2J"'])
def test_what_is_no_date_is_told_and_the_document_read(annotate: Annotate, field: str) -> None:
    ran = annotate(b'{"text": "x"}\n{"text": "x", "published": %s}' % field.encode())
    assert (ran.code, len(ran.objects), ran.objects[1]["entities"][0]["name"]) == (0, 2, "")
    assert ran.err.startswith('newsreader: line 2: "published" is not understood')
    assert ran.err.count("\n") == 1


def test_days_are_counted_from_the_date_of_the_document(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_text('{"text": "Ruth Ellison left on Monday.", "published": "2024-04-17"}\n')
    (found,) = run("annotate", str(path)).objects
    assert [each["value"] for each in found["entities"] if each["label"] == "DATE"] == ["2024-04-15"]


def test_lone_surrogates_come_back_as_they_went_in(annotate: Annotate) -> None:
    ran = annotate(b'{"id": "\\ud800", "text": "\\udfffx \\u001b[2J"}')
    (found,) = ran.objects
    assert (found["id"], found["entities"][0]["text"]) == ("\ud800", "\udfffx")
    assert ran.out.isascii()


def test_a_byte_order_mark_is_no_error(annotate: Annotate) -> None:
    assert annotate(b'\xef\xbb\xbf{"id": 1, "text": "x"}').code == 0


def test_a_file(run: Run, annotate: Annotate, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text('{"id": 1, "text": "x"}\n')
    assert annotate(b"", str(file)).objects[0]["id"] == 1
    ran = annotate(b"", str(tmp_path / "none"))
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "none: No such file" in ran.err


def test_no_standard_input(run: Run, annotate: Annotate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    ran = run("annotate")
    assert (ran.code, ran.out) == (2, "")
    assert "name a file" in ran.err


def test_no_archive_is_opened(annotate: Annotate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("index.archive.open_archive", raising=False)
    assert annotate(b'{"id": 1, "text": "x"}', "--archive", "/nowhere").code == 0


def test_what_was_read_is_answered_before_the_next_line_comes(
    run: Run, annotate: Annotate, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[str] = []

    def lines() -> object:
        for number in range(3):
            seen.append(capsys.readouterr().out)
            yield json.dumps({"id": number, "text": "x"}).encode()

    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=lines()))
    run("annotate")
    assert [json.loads(text)["id"] for text in seen[1:]] == [0, 1]
