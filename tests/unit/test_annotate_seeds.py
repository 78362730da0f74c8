"""The five sample articles: every marked passage, by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.annotate import annotate, marks, tokens

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


@pytest.mark.parametrize("number", SPEAKERS)
def test_every_passage_has_its_speaker(number: str) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    text = path.read_text(encoding="utf-8")
    named = {quote.start: quote.speaker_name for quote in annotate(text).quotes}
    passages = marks.find(text, tokens.paragraphs(text))
    assert [named.get(passage.start) for passage in passages] == SPEAKERS[number]
