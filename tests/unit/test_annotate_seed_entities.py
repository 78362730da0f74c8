"""The five sample articles: every person, organisation and place, marked by hand.

``seed_entities.jsonl`` has a line for each article: its file, and each entity as it is written, which of
the occurrences of these characters in the stored text it is (from 0), and its kind. Persons are marked
without titles, countries and capitals that act as places, bodies of a state as organisations;
nationalities, events and laws are none of the three.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from index.annotate import annotate
from index.formats import read_paths
from index.models import Draft, Label

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "data" / "seed_entities.jsonl"
KINDS = (Label.PERSON, Label.ORG, Label.PLACE)

Entity = tuple[str, int, str]

MARKED: dict[str, set[Entity]] = {
    row["file"][:3]: {(text, number, label) for text, number, label in row["entities"]}
    for row in map(json.loads, GOLD.read_text("utf-8").splitlines())
}
DIRECTION = "a direction before a place is taken into its name"
SURNAME = "a surname alone, without a first name or a title anywhere in the text"
IN_ANOTHER = "a city in the name of an event held there"
# What the annotator does not find, and why.
MISSED: dict[str, dict[Entity, str]] = {
    "000": {},
    "001": {
        ("US", 2, "PLACE"): "the tokens of Sino-US are not parted",
        ("Assad", 0, "PERSON"): SURNAME,
    },
    "002": {},
    "003": {},
    "004": {("Kharkiv", 0, "PLACE"): DIRECTION},
}
# What the annotator finds that is not marked, and why.
FALSE: dict[str, dict[Entity, str]] = {
    "000": {},
    "001": {("Beijing", 4, "PLACE"): IN_ANOTHER},
    "002": {},
    "003": {},
    "004": {("northeastern Kharkiv", 0, "PLACE"): DIRECTION},
}


def stored(number: str) -> str:
    (path,) = (ROOT / "seeds").glob(f"{number}_*.txt")
    (draft,) = read_paths([path])
    assert isinstance(draft, Draft)
    return f"{draft.title}\n\n{draft.body}"


@cache
def found(number: str) -> frozenset[Entity]:
    text = stored(number)
    return frozenset(
        (mention.text, text[: mention.start].count(mention.text), str(mention.label))
        for mention in annotate(text).mentions
        if mention.label in KINDS
    )


@pytest.mark.parametrize("number", MARKED)
def test_every_marked_entity_is_in_the_text(number: str) -> None:
    text = stored(number)
    counts = {name: len(re.findall(re.escape(name), text)) for name, _, _ in MARKED[number]}
    assert [each for each in MARKED[number] if each[1] >= counts[each[0]]] == []


@pytest.mark.parametrize("number", MARKED)
def test_no_entity_is_missed_but_those_listed(number: str) -> None:
    assert MARKED[number] - found(number) == set(MISSED[number])


@pytest.mark.parametrize("number", MARKED)
def test_nothing_else_is_found_but_what_is_listed(number: str) -> None:
    assert found(number) - MARKED[number] == set(FALSE[number])
