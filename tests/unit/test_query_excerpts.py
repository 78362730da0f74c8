from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.query import excerpts, find_matches, matches, parse
from index.query.excerpts import excerpt
from index.query.nodes import positive_leaves
from index.query.terms import term_texts


def listed(words: str) -> list[str]:
    return words.split()


WORDS = listed(
    "bank banks banker embank bank's banking us use u.s. U.S U.S.A. e-mail email re-elect work-ing working "
    "work the then die dying lie sky skies ski city cities ministry ministries minister prime sensibly "
    "sensibility O'Brien o’brien obrien gov＇ernment government governments anti-government Zürich "
    "Zu\u0308rich ﬁnance finance 中bank 中文 ʼ _bank bank_ F-16 f16 1,200 1200 x.bank of england England's "
    "Müller's a-aa aa an'an test-est İ ß"
)
GAPS = [" ", "\n\n", "\t", "\u00a0", "\u2028", " — ", " - ", ", ", ". ", "-", "'", "’", ".", "_", "“", ""]
QUERIES = [
    *listed("bank banking us use email e-mail working elect =bank =banks dying die sky city sensible obrien"),
    *listed("o'brien gov* mini* govermnent~ bakn~ zurich finance 中文 f16 1200 england aa an* test"),
    *listed("title:bank quote:city by:england by:bank person:obrien about:the"),
    '"bank of england"',
    '"prime minister"',
    '"the bank"',
    '"email bank"',
    '"prime bank"~3',
    'title:"the bank"',
    'person:"bank of england"',
    'about:"the obrien"',
    "bank OR city OR us -email",
]

texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=30).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


def both_ways(query: str, text: str) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """What matches by an excerpt, however little that saves, and by the whole text."""
    parsed = parse(query)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(excerpts, "SPARSEST", 0)
        quick = find_matches(parsed, text)
        patch.setattr(matches, "excerpt", lambda *_: None)
        return quick, find_matches(parsed, text)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(QUERIES), texts)
@example('"prime minister"', "prime — minister prime other minister")
@example("email", "e-mail and E-Mails")
@example("working", "work-ing")
@example("aa", "diea-aa")
def test_an_excerpt_has_the_matches_of_the_text(query: str, text: str) -> None:
    quick, whole = both_ways(query, text)
    assert quick == whole


@settings(deadline=None)
@given(st.sampled_from(QUERIES), st.text(max_size=60), texts)
def test_an_excerpt_of_any_text_has_its_matches(query: str, noise: str, text: str) -> None:
    quick, whole = both_ways(query, noise + text + noise)
    assert quick == whole


@settings(deadline=None)
@given(
    st.sampled_from(["s", "ed", "ing", "ies", "ational", "ization", "biliti", "ogi", "eedly", "ying", "y"]),
    texts,
)
def test_what_stems_alike_begins_alike(ending: str, text: str) -> None:
    words = [word + ending for word in term_texts(text)]
    for word in words[:5]:
        quick, whole = both_ways(word, " ".join(words + [each[:-1] for each in words]))
        assert quick == whole


def test_only_what_can_match_is_read() -> None:
    text = (
        "Nothing here. " * 40 + "The bank’s rates rose — rates of the\nZürich bank.\n" + "Nothing more. " * 40
    )
    part = excerpt(positive_leaves(parse("bank rate").node), text)
    assert part is not None
    assert part.text.split() == ["0q0q0", "bank’s", "rates", "0q0q0", "rates", "0q0q0", "Zürich", "bank."]


@pytest.mark.parametrize("query", ["2024", '"prime minister"~2', "中文", "x"])
def test_what_cannot_be_told_by_letters_has_no_excerpt(query: str) -> None:
    assert excerpt(positive_leaves(parse(query).node), "Nothing here. " * 40) is None


def test_a_text_full_of_matches_has_no_excerpt() -> None:
    assert excerpt(positive_leaves(parse("bank").node), "bank " * 100) is None


def test_a_long_run_without_spaces_is_read_once() -> None:
    text = "bank-" * 20_000
    quick, whole = both_ways("bank", text)
    assert quick == whole
