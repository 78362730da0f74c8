"""The built-in recogniser's parts: lists, features, evidence of the whole text, tags, weights."""

from __future__ import annotations

import zlib
from functools import cache
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrfsuite import Tagger

from index.annotate import annotate, entities, tokens
from index.annotate.recogniser.attributes import attributes
from index.annotate.recogniser.documents import evidence
from index.annotate.recogniser.features import Extractor, normalised, shape
from index.annotate.recogniser.gazetteer import gazetteer
from index.annotate.recogniser.model import WEIGHTS, Model, model
from index.annotate.recogniser.tags import spans
from index.annotate.recogniser.training.labeller import tagger
from index.models import Label

KINDS = ("PER", "ORG", "LOC", "MISC")
WORDS = (
    *(
        "Ann",
        "Hale",
        "said",
        "the",
        "Amber",
        "Council",
        "of",
        "Kenya",
        ",",
        ".",
        "in",
        "Paris",
        "NATO",
        "who",
    ),
    *("zorbling", "Qwexal", "2024", "U.S.", "Minister", "Kenyan", "KYIV", "-", '"', "’s", "ex-minister"),
)


def signs(text: str, word: str) -> list[str]:
    read = tokens.tokenize(text)
    plain = [normalised(each) for each in read.words]
    lower = [each.lower() for each in plain]
    return evidence(plain, lower, read.sentence, gazetteer()).get(word, [])


def features(text: str) -> list[list[str]]:
    read = tokens.tokenize(text)
    return [each for found in Extractor(gazetteer()).sentences(read.words, read.sentence) for each in found]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("U.S.", "US"),
        ("O’Hara", "O'Hara"),
        ("“", '"'),
        (".", "."),
        ("...", "."),
        ("\ud800", "?"),
        ("x" * 99, "x" * 40),
    ],
)
def test_typography_makes_no_difference(word: str, expected: str) -> None:
    assert normalised(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Kenya", "Xx"), ("UNICEF", "X"), ("Covid-19", "Xx-d"), ("iPhone", "xXx"), ("2024", "d")],
)
def test_shapes_leave_repetitions_out(word: str, expected: str) -> None:
    assert shape(word) == expected


def test_phrases_of_lists_are_marked_from_their_first_word_to_their_last() -> None:
    found = gazetteer().match(["The", "World", "Bank", "in", "St", ".", "Louis"])
    assert found[0] == ()
    assert "Bworld-org" in found[1] or "Borg" in found[1]
    assert "Iworld-org" in found[2] or "Iorg" in found[2]
    assert [each[:1] for each in ("".join(kinds)[:1] for kinds in found[4:])] == ["B", "I", "I"]


def test_a_name_is_clear_in_one_place_for_all_places() -> None:
    text = "Minister Anna Oduya spoke. Later Oduya left Kisava. Nobody lives in Kisava (KSV)."
    assert "e=titled" in signs(text, "Oduya")
    assert "e=surname" in signs(text, "Oduya")
    assert "e=in" in signs(text, "Kisava")
    assert "e=acronym" in signs(text, "KSV")
    assert signs(text, "spoke") == []


def test_a_word_that_is_also_written_small_is_marked_so() -> None:
    assert "e=lower" in signs("Will came. They will see Will.", "Will")
    assert "e=lower" not in signs("Will came. They saw Will.", "Will")


def test_each_token_has_features_of_its_neighbours_within_its_sentence() -> None:
    first, second, *_, opener = features("Ann spoke. Then")
    assert "+1spoke" in first
    assert "BOS" in first
    assert "-1ann" in second
    assert "BOS" in opener
    assert not any(each.startswith("-1") for each in opener)


def test_names_in_capitals_are_looked_up_as_usually_written() -> None:
    (found,) = features("LONDON")
    assert any(each.startswith("c=") for each in found)


@given(st.lists(st.tuples(st.sampled_from(("O", *KINDS)), st.integers(1, 4)), max_size=12))
def test_spans_are_what_the_tags_were_made_from(pieces: list[tuple[str, int]]) -> None:
    tags: list[str] = []
    expected = []
    for kind, count in pieces:
        if kind == "O":
            tags += ["O"] * count
        else:
            expected.append((len(tags), len(tags) + count, kind))
            tags += [f"B-{kind}"] + [f"I-{kind}"] * (count - 1)
    assert spans(tags) == expected


@given(st.lists(st.sampled_from(("O", "B-PER", "I-PER", "B-ORG", "I-ORG"))))
def test_spans_of_any_tags_are_in_order_and_do_not_overlap(tags: list[str]) -> None:
    found = spans(tags)
    assert all(first < stop for first, stop, _ in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert sum(stop - first for first, stop, _ in found) == len(tags) - tags.count("O")


@given(st.text(max_size=300))
def test_any_text_is_read_in_order_and_without_overlap(text: str) -> None:
    found = entities.find(tokens.tokenize(text))
    assert all(span.first < span.stop for span in found)
    assert all(one.stop <= other.first for one, other in pairwise(found))
    assert {span.label for span in found} <= {Label.PERSON, Label.ORG, Label.PLACE}


def test_the_weights_are_small_and_have_a_card() -> None:
    folder = files("index.annotate.recogniser") / "weights"
    assert len((folder / WEIGHTS).read_bytes()) <= 3_000_000
    assert "## Scores" in (folder / "card.md").read_text("utf-8")


@cache
def weights() -> bytes:
    return zlib.decompress((files("index.annotate.recogniser") / "weights" / WEIGHTS).read_bytes())


@cache
def crfsuite() -> Tagger:
    return tagger(weights())


def test_the_features_that_the_model_knows_are_those_of_crfsuite() -> None:
    info = crfsuite().info()
    known = attributes(weights())
    assert [info.attributes[name] for name in known] == [str(number) for number in range(len(known))]


def test_features_of_nothing_but_a_model_are_read() -> None:
    with pytest.raises(ValueError, match="CRFsuite"):
        attributes(b"FCRl" + weights()[4:100])


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_leaving_out_what_the_model_does_not_know_changes_no_tag(words: list[str]) -> None:
    (found,) = Extractor(gazetteer()).sentences(words, [0] * len(words))
    assert model().tags(words, [0] * len(words)) == crfsuite().tag(found)


def test_the_model_keeps_the_bytes_that_it_reads_from() -> None:
    made = Model(weights())
    words = ["Ann", "Hale", "left", "Paris", "."]
    assert made.tags(words, [0] * 5) == model().tags(words, [0] * 5)
    assert made.tags([], []) == []


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        ("Rakeyia Scott", ["Keith Lamont Scott", "Rakeyia Scott"]),
        ("Meanwhile Scott", ["Keith Lamont Scott"]),
        ("Running Scott", ["Keith Lamont Scott"]),
    ],
)
def test_a_given_name_that_opens_a_sentence_tells_relatives_apart(opening: str, names: list[str]) -> None:
    text = f"Keith Lamont Scott's wife pleads for his life. {opening} can be heard yelling to the officers."
    found = {each.name for each in annotate(text).mentions if each.label is Label.PERSON}
    assert found == set(names)
