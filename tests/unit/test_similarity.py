from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.terms import term_texts
from index.similarity import BITS, FARTHEST, FIRST, REACH, Group, fold, is_near, signature
from index.similarity.signatures import _above, _sums

STORY = [
    "Fishermen in the northern port of Varholm voted on Tuesday to end a strike over landing fees.",
    "The vote, carried by 214 to 87, opens the quays again after eleven days in which forty boats lay idle.",
    "Union secretary Ilse Brandt told reporters that the harbour board would freeze fees until spring.",
    "Dealers at the auction hall said prices for cod had nearly doubled during the dispute.",
    "The board's chairman, Tomas Lind, called the settlement expensive but better than an empty harbour.",
    "Smaller crews complained that the agreement favours trawlers, which land their catch by the tonne.",
    "A ferry company that shares the eastern pier warned of delays while nets and crates are cleared away.",
    "Talks about a new cold store, broken off in March, are to resume next week under a mediator.",
]
OTHER = [
    "Fishermen in the northern port of Varholm may have to pay for a lighthouse, officials said on Friday.",
    "Parliament is expected to debate the plan, drawn up by engineers from the capital, before the summer.",
    "Opponents argue that satellites have made the beacon on Skerry Point a costly ornament.",
    "Historian Maud Eriksen disagrees: her book lists nineteen wrecks since the old lamp was switched off.",
    "The ministry puts the bill at 3.2 million, half of it for a road across the marsh.",
    "Local hotels hope for visitors, while shepherds fear for the lambing grounds below the cliff.",
    "A decision had been announced for last autumn and was postponed twice without explanation.",
]
BRANCHES = (
    "north",
    "south",
    "east",
    "west",
    "market",
    "station",
    "castle",
    "mill",
    "bridge",
    "garden",
    "tower",
)
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def made(*sentences: str) -> int:
    return signature(term_texts("\n\n".join(sentences)))


def invented(seed: int, size: int = 300) -> list[str]:
    """A text of words that are as unlike in their frequencies as those of a language."""
    chance = random.Random(seed)  # noqa: S311
    return [f"word{int(chance.paretovariate(0.7)) % 5000}" for _ in range(size)]


def test_an_edited_copy_is_near() -> None:
    edits = {
        "another headline": ["Port strike is over", *STORY],
        "a paragraph dropped": STORY[:3] + STORY[4:],
        "a paragraph added": [*STORY[:4], OTHER[4], *STORY[4:]],
        "the end cut": STORY[:6],
        "words changed": [line.replace("said", "reported").replace("harbour", "port") for line in STORY],
    }
    own = made("Fishermen end strike", *STORY)
    assert {name: is_near(own, made(*lines)) for name, lines in edits.items()} == dict.fromkeys(edits, True)


def test_another_story_of_the_same_place_is_not_near() -> None:
    assert not is_near(made(*STORY), made(*OTHER))


def test_the_articles_of_the_sample_are_near_to_their_copies_and_to_nothing_else() -> None:
    texts = [term_texts(seed.read_text("utf-8")) for seed in SEEDS]
    cut = [signature(terms[: len(terms) * 7 // 10]) for terms in texts]
    near = [[is_near(signature(one), other) for other in cut] for one in texts]
    assert near == [[row == column for column in range(len(texts))] for row in range(len(texts))]


def test_the_same_form_with_other_figures_is_not_near() -> None:
    form = [f"Deposits at the {name} branch rose to {{}} from {{}} in the week before." for name in BRANCHES]
    weeks = [[line.format(week * 1000 + i, week * 500 + i) for i, line in enumerate(form)] for week in (3, 7)]
    assert not is_near(made(*weeks[0]), made(*weeks[1]))


def test_the_columns_of_a_table_do_not_make_two_tables_near() -> None:
    table = ["stocks", "nil", "nil", "output", "nil", "nil"] * 60
    assert not is_near(signature(invented(1, 90) + table), signature(invented(2, 90) + table))


def test_a_short_text_is_near_to_an_equal_one_only() -> None:
    assert is_near(made(*STORY[:2]), made(*STORY[:2]))
    assert not is_near(made(*STORY[:2]), made(*STORY[:2], "It rained."))


def test_a_text_without_words_is_near_to_none() -> None:
    assert signature([]) == 0
    assert not is_near(0, 0)


def test_words_of_one_character_count_where_no_spaces_are() -> None:
    chance = random.Random(1)  # noqa: S311
    characters = [chr(0x4E00 + chance.randrange(3000)) for _ in range(400)]
    assert is_near(signature(characters), signature(characters[:280]))
    assert not is_near(signature(characters[:200]), signature(characters[200:]))


def test_the_order_of_words_counts() -> None:
    words = invented(1)
    assert not is_near(signature(words), signature(sorted(words)))


def test_each_distinct_word_counts_once_where_it_stands_first() -> None:
    words = invented(1)
    assert signature(words) == signature(dict.fromkeys(words)) == signature(words + words)


def test_signatures_are_the_same_for_ever() -> None:
    assert made(*STORY) == 0x3A92A6168D908B47264E65E0ACB01AD3
    assert made("Two words.") == 0x5DCC170CAFBB63BDF60A44DCF8D9740A


def test_signatures_are_the_same_in_every_process() -> None:
    code = "import sys; from index.similarity import signature; print(signature(sys.argv[1:]))"
    words = term_texts(" ".join(STORY))
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert int(done.stdout) == signature(words)


@given(st.lists(st.text(max_size=8), max_size=80))
def test_any_terms_make_a_signature_of_so_many_bits(terms: list[str]) -> None:
    made_of_them = signature(terms)
    assert 0 <= made_of_them < 1 << BITS
    assert bool(made_of_them) == bool(" ".join(dict.fromkeys(terms)))


@given(st.lists(st.integers(0, (1 << BITS) - 1), min_size=1, max_size=40), st.integers(0, 45))
def test_votes_are_counted_bit_by_bit(rows: list[int], bound: int) -> None:
    together = sum(row << (BITS * at) for at, row in enumerate(rows))
    sums = [sum(row >> bit & 1 for row in rows) for bit in range(BITS)]
    expected = sum(1 << bit for bit, votes in enumerate(sums) if votes > bound)
    assert _above(_sums(together, len(rows)), bound) == expected


def test_the_hit_shown_is_the_best_ranked_and_lists_those_that_repeat_it() -> None:
    first, other = made(*STORY), made(*OTHER)
    signatures = {7: first, 3: other, 9: first ^ 0b111, 4: 0, 5: first ^ 0b1 << 90, 6: 0}
    assert fold([7, 3, 9, 4, 5, 6], signatures.__getitem__).page(0, 10) == [
        Group(7, (9, 5)),
        Group(3),
        Group(4),
        Group(6),
    ]


def test_a_hit_repeats_the_best_ranked_of_those_that_it_is_near_to() -> None:
    one = made(*STORY)
    between, other = one ^ (1 << 25) - 1, one ^ (1 << 50) - 1
    signatures = [one, other, between]
    assert fold(range(3), signatures.__getitem__).page(0, 3) == [Group(0, (2,)), Group(1)]


def test_a_page_reads_no_more_signatures_than_it_needs() -> None:
    asked: list[int] = []

    def signature_of(hit: int) -> int:
        asked.append(hit)
        return random.Random(hit).getrandbits(BITS)  # noqa: S311

    folded = fold(range(50_000), signature_of)
    assert asked == []
    assert [group.hit for group in folded.page(0, 20)] == list(range(20))
    assert len(asked) <= 20 + REACH
    folded.page(20, 20)
    assert [group.hit for group in folded.page(40_000, 2)] == [40_000, 40_001]
    assert asked == list(range(FIRST))


def test_what_is_far_behind_is_not_folded() -> None:
    same = made(*STORY)
    folded = fold(range(8), lambda hit: same if hit in (0, 3, 5, 7) else 0, first=7, reach=4)
    assert folded.page(0, 10) == [Group(0, (3,)), *map(Group, (1, 2, 4, 5, 6, 7))]


@given(
    st.lists(st.integers(0, 11), max_size=60),
    st.integers(0, 60),
    st.integers(1, 20),
    st.integers(1, 8),
)
def test_pages_hold_every_hit_once(stories: list[int], first: int, reach: int, limit: int) -> None:
    drawn = [random.Random(story).getrandbits(BITS) for story in range(12)]  # noqa: S311
    signatures = [drawn[story] if story else 0 for story in stories]
    ranked = list(range(len(stories)))
    whole = fold(ranked, signatures.__getitem__, first=first, reach=reach).page(0, 100)
    assert sorted(hit for group in whole for hit in (group.hit, *group.similar)) == ranked
    assert [group.hit for group in whole] == sorted(group.hit for group in whole)
    for group in whole:
        assert all(is_near(signatures[group.hit], signatures[hit]) for hit in group.similar)
        assert all(group.hit < hit <= group.hit + reach and hit < first for hit in group.similar)
    turned = fold(ranked, signatures.__getitem__, first=first, reach=reach)
    paged = [group for offset in range(0, len(ranked) + limit, limit) for group in turned.page(offset, limit)]
    assert paged == whole
    assert (
        fold(ranked, signatures.__getitem__, first=first, reach=reach).page(5, limit) == whole[5 : 5 + limit]
    )


@pytest.mark.parametrize("differing", [FARTHEST, FARTHEST + 1])
def test_the_bound_is_included(differing: int) -> None:
    one = signature(invented(3))
    assert is_near(one, one ^ ((1 << differing) - 1)) == (differing == FARTHEST)
