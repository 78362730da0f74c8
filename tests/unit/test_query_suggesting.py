from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import QueryError
from index.query import parse
from index.query.suggesting import MOST_LOOKUPS, suggest, unknown_words
from tests.unit.query_support import WORDS, FakeVocabulary


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("goverment", "government"),
        ("Goverment putin", "Government putin"),
        ("recieve", "receive"),
        ("thier", "their"),
        ("comittee", "committee"),
        ("comitee", "committee"),
        ("hovernment", "government"),
        ("gvernmnt", "government"),
        ("zuerich", "zurich"),
        ('"goverment ministers"~3', '"government ministers"~3'),
        ("(goverment OR minstry) NOT x", "(government OR ministry) NOT x"),
        ("a AND goverment date:2024 is:unread", "a AND government date:2024 is:unread"),
        ("whitehouse", "white house"),
        ('"whitehouse crane"', '"white house crane"'),
        ("title:whitehouse", 'title:"white house"'),
        ("govern ment", "government"),
        ("gov ernment crane", "government crane"),
        ("machine-tols", "machine-tools"),
        ("minstr*", "ministr*"),
        ("=cranez", "=crane"),
        ("title:goverment", "title:government"),
        ("by:elison", "by:ellison"),
        ('by:"ruth elison"', 'by:"ruth ellison"'),
        ("person:(elison OR otieno)", "person:(ellison OR otieno)"),
        ("source:ruters", "source:reuters"),
        ("by:(elison) goverment", "by:(ellison) government"),
        ("-(x) goverment", "-(x) government"),
    ],
)
def test_words_that_the_archive_does_not_know_are_replaced(query: str, meant: str) -> None:
    vocabulary = FakeVocabulary(titles=("white", "house", "government"))
    suggestion = suggest(parse(query), vocabulary)
    assert suggestion is not None
    assert suggestion.text == meant
    text, at = "", 0
    for start, end, word in suggestion.replaced:
        text += query[at:start] + word
        at = end
    assert text + query[at:] == meant
    parse(suggestion.text)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "government",
        "governments crane",
        "-goverment crane",
        "crane NOT (x goverment)",
        "cranesz~",
        "xyzzyq",
        "date:2024 is:unread entity:3",
        "ellison",
        "ab 12 F-16 COVID-19",
        "e-mail",
        "中国",
        "x" * 60,
        "title:goverment",
        "by:goverment",
    ],
)
def test_what_is_known_or_like_nothing_is_left_alone(query: str) -> None:
    assert suggest(parse(query), FakeVocabulary()) is None


def test_the_more_frequent_word_is_meant_and_the_nearer_one_first() -> None:
    words = {"harbour": 20, "harmour": 900, "harpoon": 9000}
    query = parse("harbor")
    assert suggest(query, FakeVocabulary({"barbor": 20, "harbour": 20})).text == "harbour"  # type: ignore[union-attr]
    assert suggest(query, FakeVocabulary(words)).text == "harbour"  # type: ignore[union-attr]
    assert suggest(query, FakeVocabulary({"harbour": 20, "labor": 30})).text == "harbour"  # type: ignore[union-attr]
    assert suggest(parse("crabe"), FakeVocabulary({"crane": 90, "crab": 2})).text == "crane"  # type: ignore[union-attr]


def test_other_alphabets_are_tried_with_their_letters() -> None:
    vocabulary = FakeVocabulary({"москва": 9, "министр": 30})
    assert suggest(parse("мнистр"), vocabulary).text == "министр"  # type: ignore[union-attr]


def test_unknown_words_are_told_by_their_places() -> None:
    query = 'crane by:elison "old xyzzyq" -goverment'
    places = unknown_words(parse(query), FakeVocabulary())
    assert [query[start:end] for start, end in places] == ["elison", "old", "xyzzyq"]


def test_the_number_of_look_ups_is_bounded() -> None:
    vocabulary = FakeVocabulary({"crane": 3})
    query = parse(" ".join(f"{letter}zzyqxkvw{letter * 8}" for letter in "abcdefghijklmnopqrstuvwxyz"))
    assert suggest(query, vocabulary) is None
    assert 1000 < vocabulary.asked < MOST_LOOKUPS + 500


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*WORDS, "goverment", "whitehouse", "elison", "by:", "title:", '"', "(", ")", "-", "OR"]
        )
        | st.text(max_size=4),
        max_size=8,
    ).map(" ".join)
)
def test_a_suggestion_is_a_query_that_differs_in_its_words_alone(text: str) -> None:
    try:
        query = parse(text)
    except QueryError:
        return
    suggestion = suggest(query, FakeVocabulary(titles=tuple(WORDS)))
    if suggestion is None:
        return
    at = 0
    for start, end, word in suggestion.replaced:
        assert at <= start < end
        assert word
        assert word != text[start:end]
        at = end
    assert parse(suggestion.text).node != query.node
