"""Quotes of real news: the Wikinews articles of the GUM corpus.

Texts and quotes: GUM (Zeldes 2017), https://gucorpling.org/gum/, from Wikinews, CC BY 2.5. The bounds
are a little under what is reached, so that a change for the worse shows.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from index.annotate import annotate
from index.models import Quote, QuoteKind

DOCUMENTS = Path(__file__).parents[1] / "data" / "gum_quotes.jsonl"
ALIASES = {"Korean Central News Agency": "KCNA"}

Gold = dict[str, Any]


@cache
def matched() -> list[tuple[Gold, Quote | None]]:
    """The gold's direct quotes, each with the one that is found there."""
    pairs: list[tuple[Gold, Quote | None]] = []
    for line in DOCUMENTS.read_text("utf-8").splitlines():
        document = json.loads(line)
        found = [each for each in annotate(document["text"]).quotes if each.kind is not QuoteKind.INDIRECT]
        for gold in document["quotes"]:
            if gold["kind"] == "direct":
                pairs.append((gold, next((each for each in found if _overlap(gold, each) >= 0.5), None)))
    return pairs


def _overlap(gold: Gold, quote: Quote) -> float:
    common = min(gold["end"], quote.end) - max(gold["start"], quote.start)
    return float(common / (max(gold["end"], quote.end) - min(gold["start"], quote.start)))


def _is_right(gold: Gold, quote: Quote) -> bool:
    """Whether the speaker has the gold's name, or is as unnamed as there."""
    if gold["speaker_name"] is None:
        return quote.speaker_name is None
    if quote.speaker_name is None:
        return False
    name = ALIASES.get(quote.speaker_name, quote.speaker_name)
    words, others = (set(re.findall(r"\w+", each.lower())) for each in (name, gold["speaker_name"]))
    return words <= others or others <= words


def test_nearly_all_quotes_are_found() -> None:
    assert len(matched()) == 84
    assert sum(quote is not None for _, quote in matched()) >= 80


def test_most_have_the_right_speaker() -> None:
    assert sum(quote is not None and _is_right(gold, quote) for gold, quote in matched()) >= 66


def test_those_called_sure_are_right() -> None:
    sure = [(gold, quote) for gold, quote in matched() if quote is not None and quote.sure]
    assert len(sure) >= 55
    assert sum(not _is_right(gold, quote) for gold, quote in sure) <= 3
