"""Pairs of names from the news, of many languages' conventions: which are one person's, body's or place's.

Of ``name_pairs_unseen.tsv`` nothing was looked at before the rules were done.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from index.annotate.names import same

DATA = Path(__file__).parent.parent / "data"
ENOUGH_FOUND = 0.85
MOST_FALSE = 2

files = pytest.mark.parametrize("file", ["name_pairs.tsv", "name_pairs_unseen.tsv"])


def pairs(file: str, verdict: str) -> list[tuple[str, str, str]]:
    """The label and both names of the pairs marked "same" or "different"."""
    rows = (line.split("\t") for line in (DATA / file).read_text("utf-8").splitlines())
    found = [(label, one, other) for label, one, other, marked in rows if marked == verdict]
    assert len(found) > 20
    return found


@files
def test_names_of_one_are_found_to_be_the_same(file: str) -> None:
    marked = pairs(file, "same")
    missed = [pair for pair in marked if not same(*pair)]
    assert len(missed) <= (1 - ENOUGH_FOUND) * len(marked), missed


@files
def test_names_of_two_are_kept_apart(file: str) -> None:
    merged = [pair for pair in pairs(file, "different") if same(*pair)]
    assert len(merged) <= MOST_FALSE, merged


@files
def test_the_order_of_two_names_does_not_matter(file: str) -> None:
    for label, one, other in pairs(file, "same") + pairs(file, "different"):
        assert same(label, one, other) is same(label, other, one), (one, other)
