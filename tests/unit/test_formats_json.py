from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.formats import jsonlines, read_paths
from index.models import Draft, PartialDate, Problem
from index.text import clean


def items(data: bytes) -> list[Draft | Problem]:
    return list(read_paths(["-"], io.BytesIO(data)))


def drafts(*objects: object) -> list[Draft | Problem]:
    return items(b"\n".join(json.dumps(one).encode() for one in objects))


def test_fields_by_their_usual_names() -> None:
    (draft,) = drafts(
        {
            "headline": "Snow\nfalls \u001b[31m",
            "body": "Snow fell on Bath.\nIt melted.",
            "published_at": "2023-04-17T10:00:00Z",
            "source": {"name": "The Bath Gazette"},
            "authors": ["Jane Doe", {"name": "Bo Li"}],
            "link": "https://bath.example/snow",
        }
    )
    assert draft == Draft(
        title="Snow falls",
        body="Snow fell on Bath.\n\nIt melted.",
        source="The Bath Gazette",
        author="Jane Doe, Bo Li",
        published=PartialDate(2023, 4, 17),
        address="https://bath.example/snow",
        origin="standard input:1",
    )


def test_a_broken_line_is_a_problem_and_the_rest_goes_on() -> None:
    lines = [
        b'{"text": "One here."}',
        b'{"text": ',
        b"[1]",
        b'{"title": "x"}',
        b'{"text": 5}',
        b'{"text": " \\n"}',
        b"",
    ]
    found = items(b"\n".join([*lines, b'{"text": "Two there."}']))
    assert [type(one) for one in found] == [Draft, *[Problem] * 5, Draft]
    assert [one.origin for one in found] == [f"standard input:{n}" for n in (1, 2, 3, 4, 5, 6, 8)]
    reasons = [one.reason for one in found if isinstance(one, Problem)]
    assert ["JSON" in reason for reason in reasons] == [True, True, False, False, False]
    assert all("text" in reason for reason in reasons[2:])


def test_a_line_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines, "LONGEST_LINE", 100)
    long = json.dumps({"text": "long " * 200})
    found = items(f'{{"text": "One here."}}\n{long}\n{{"text": "Two there."}}\n{long}'.encode())
    assert [type(one) for one in found] == [Draft, Problem, Draft, Problem]


@pytest.mark.parametrize("indent", [None, 2])
def test_arrays_and_single_objects(tmp_path: Path, indent: int | None) -> None:
    one, two = {"text": "One here."}, {"text": "Two there."}
    (tmp_path / "a.json").write_text(json.dumps([one, 5, two], indent=indent), "utf-8")
    (tmp_path / "b.json").write_text(json.dumps(one, indent=indent), "utf-8")
    found = list(read_paths([tmp_path]))
    assert [getattr(each, "body", "problem") for each in found] == [
        "One here.",
        "problem",
        "Two there.",
        "One here.",
    ]


def test_reading_is_lazy() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return (b'{"text": "One here."}\n' * 1000)[: max(size, 0) // 22 * 22]

    found: Iterator[Draft | Problem] = read_paths(["-"], Endless())  # type: ignore[arg-type]
    assert [type(next(found)) for _ in range(3)] == [Draft] * 3


def test_furniture_goes_only_from_the_ends() -> None:
    (draft,) = drafts(
        {
            "title": "Snow falls",
            "text": "Share\nSnow falls\nOne here.\nAdvertisement\nTwo there.\nLeave a Reply",
        }
    )
    assert isinstance(draft, Draft)
    assert draft.body == "One here.\n\nAdvertisement\n\nTwo there."


def test_an_object_without_a_title_gives_none() -> None:
    (draft,) = drafts({"content": "KYIV, Ukraine (AP) — " + "Snow fell on the town. " * 20})
    assert isinstance(draft, Draft)
    assert draft.title == ""
    assert (draft.dateline, draft.source) == ("KYIV, Ukraine (AP)", "AP")
    assert draft.body.startswith("KYIV")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = '{"text": "She said “no” twice."}\n' * 2
    assert [getattr(one, "body", one) for one in items(text.encode(encoding))] == ["She said “no” twice."] * 2


def test_deep_and_hostile_json_is_a_problem() -> None:
    found = items(b'{"text": "One here."}\n{"text":' + b"[" * 100_000 + b'\n{"text": ' + b"9" * 5000 + b"}")
    assert [type(one) for one in found] == [Draft, Problem, Problem]


@given(
    st.dictionaries(
        st.sampled_from(["title", "text", "date", "source", "author", "url"]),
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
            lambda each: st.lists(each) | st.dictionaries(st.text(), each),
            max_leaves=4,
        ),
    )
)
def test_any_object_gives_a_clean_article_or_a_problem(fields: dict[str, object]) -> None:
    (found,) = drafts(fields)
    if isinstance(found, Draft):
        assert clean(found.body) == found.body
        assert clean(found.title) == found.title
        assert "\n" not in found.title
        assert "\n\n\n" not in found.body
