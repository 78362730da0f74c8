"""The five sample articles: every marked passage, by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.annotate import annotate, marks, names, tokens
from index.formats import read_paths
from index.models import Draft, Label, QuoteKind

SEEDS = Path(__file__).parents[2] / "seeds"
NOBODY = None
# The speakers of the marked passages of each article in order; NOBODY for titles and scare quotes.
SPEAKERS: dict[str, list[str | None]] = {
    "000": ["Matthew Miller"] * 2,
    "001": [
        "Jake Sullivan",
        NOBODY,
        *["Jake Sullivan"] * 3,
        *["Zhao Lijian"] * 2,
        NOBODY,
        "Jake Sullivan",
        "John Kirby",
        "Zhao Lijian",
        "Jen Psaki",
        *["Jake Sullivan"] * 4,
    ],
    "002": [
        *["Sergei Shoigu"] * 4,
        *["Dong Jun"] * 2,
        *[NOBODY] * 2,
        "State Department",
        *["Antony Blinken"] * 4,
    ],
    "003": [*["Vladimir Putin"] * 4, "Li Shangfu", "Antony Blinken", *["Joe Biden"] * 4],
    "004": [*["Antony Blinken"] * 6, *["Vladimir Putin"] * 4],
}


def as_written(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def as_stored(path: Path) -> str:
    (draft,) = read_paths([path])
    assert isinstance(draft, Draft)
    return f"{draft.title}\n\n{draft.body}"


@pytest.mark.parametrize("read", [as_written, as_stored])
@pytest.mark.parametrize("number", SPEAKERS)
def test_every_passage_has_its_speaker(number: str, read: Callable[[Path], str]) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    text = read(path)
    marked = [quote for quote in annotate(text).quotes if quote.kind is not QuoteKind.INDIRECT]
    named = {quote.start: quote.speaker_name for quote in marked}
    passages = marks.find(text, tokens.paragraphs(text))
    found = [named.get(passage.start) for passage in passages]
    assert [folded(name) for name in found] == [folded(name) for name in SPEAKERS[number]]


def folded(name: str | None) -> str | None:
    """A name in the spelling that joins speakers across articles: Sergei is Sergey."""
    return name and names.key(Label.PERSON, name)
