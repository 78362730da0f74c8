"""Kept answers: each is made once while it is in use, and their number is bounded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.annotate.memo import Memo


def test_an_answer_in_use_is_made_once() -> None:
    made: list[str] = []

    def upper(word: str) -> str:
        made.append(word)
        return word.upper()

    memo = Memo(upper, most=8)
    for number in range(50):
        assert memo["often"] == "OFTEN"
        assert memo[f"rare{number}"] == f"RARE{number}"
    assert made.count("often") == 1


@given(st.lists(st.text(max_size=3)), st.integers(2, 12))
def test_answers_are_those_of_the_function_and_few_are_kept(words: list[str], most: int) -> None:
    memo = Memo(str.title, most=most)
    for word in words:
        assert memo[word] == word.title()
        assert len(memo) + len(memo._earlier) <= most


def test_no_answer_is_kept_of_an_endless_word() -> None:
    memo = Memo(str.upper)
    assert memo["x" * 10_000] == "X" * 10_000
    assert not memo
