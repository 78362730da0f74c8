"""Which marked passages are quotes, and of what kind; how the weights behind it are fitted."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.annotate import kinds
from index.annotate.document import prepare
from index.annotate.quotehood import training
from index.annotate.quotehood.features import features
from index.annotate.quotehood.training import Example, examples, fit
from index.annotate.quotehood.weights import WEIGHTS
from index.models import QuoteKind
from tests.unit.tracing import lines_run


def found(text: str) -> list[str | None]:
    """The kinds of the passages of a text whose sentences have a verb of saying."""
    context = prepare(text)
    judged = (kinds.classify(context, number, True) for number in range(len(context.passages)))
    return [kind and kind.value for kind in judged]


@pytest.mark.parametrize(
    "text",
    [
        "“We will keep the library open,” Mayor Ann Hale said on Monday.",
        "Ann Hale said: “We will keep it open for the children.”",
        "“No,” said Ann Hale.",
        "“Our town,” Ann Hale told reporters, “will not sell its library to anyone.”",
        "The mayor spoke of her plans.\n\n“I have never been so proud of this town.”",
    ],
)
def test_utterances_are_direct(text: str) -> None:
    assert found(text)[0] == "direct"


@pytest.mark.parametrize(
    "text",
    [
        "Ann Hale said the plan was “deeply troubling” for the town.",
        "Ann Hale called the plan “a gift to the builders who paid for it” on Monday.",
        "She said that she would “fight on until the last vote is counted” in the north.",
    ],
)
def test_pieces_of_reported_speech_are_mixed(text: str) -> None:
    assert found(text) == ["mixed"]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Hale played the nurse in the film “Night of the Falling Star” last year.",
        "The band closed with the song “Summer Rain” and left the stage.",
        "James “Buddy” Carter runs a shop in the town.",
        "The so-called “green shoe” option lets banks sell more shares.",
        "Shops sell “organic” eggs at a higher price in the north.",
        "He wore a hat with the slogan “Make Maps Great” to the fair.",
        "The band (“The Lost Boys”) went home.",
    ],
)
def test_titles_nicknames_and_words_mentioned_are_no_quotes(text: str) -> None:
    assert found(text) == [None]


def test_a_passage_of_many_paragraphs_is_direct_throughout() -> None:
    text = "“We keep it open, for it is ours.\n\n“and so it will stay for ever,” Ann Hale said."
    assert found(text) == ["direct", "direct"]
    assert found("Ann Hale said: “We read aloud.\n\n“Night of the Falling Star”") == ["direct", "direct"]


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("Hale: 'The Library Stays Open'", "direct"),
        ("'The Library Stays Open': Hale vows to fight", "direct"),
        ("Hale says 'we keep it open' to children", "direct"),
        ("Film 'The Long Night' opens the fair", None),
    ],
)
def test_a_headline_quotes_where_it_says_so(headline: str, kind: str | None) -> None:
    assert found(f"{headline}\n\n“We keep it open,” Ann Hale said.") == [kind, "direct"]


def test_turns_are_always_quotes() -> None:
    assert found("HALE: Night and Day\n\nPOE: The Long Film\n\nHALE: Good") == ["direct"] * 3


_PIECES = [
    *"“”\"'(),.:?",
    " said ",
    " Hale ",
    " she ",
    "called ",
    "film ",
    "\n\n",
    "\ud800",
    "\x00",
    "Ann",
    " a",
]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=60).map("".join)))
def test_any_passage_has_a_kind_or_none(text: str) -> None:
    context = prepare(text)
    for number in range(len(context.passages)):
        assert kinds.classify(context, number, False) in (None, QuoteKind.DIRECT, QuoteKind.MIXED)
        assert len(features(context, number)) < 40


@pytest.mark.parametrize("text", ["“" + "a " * 4000 + "”", "x " * 4000 + "“b” " + "x " * 4000])
def test_the_work_for_a_passage_has_a_bound(text: str) -> None:
    context = prepare(text)
    assert lines_run(lambda: features(context, 0)) < 1500


def test_the_table_has_only_features_that_exist() -> None:
    context = prepare("“We go,” Ann Hale said. The film “Long Night” of “the” year.")
    kinds_of = {name.split()[0] for number in range(3) for name in features(context, number)}
    assert {name.split()[0] for name in WEIGHTS} - kinds_of <= {
        *("open", "goes", "bracket", "joint", "naming", "within", "word"),
    }


def test_gold_says_what_is_a_quote() -> None:
    text = "“We go home,” Ann said of the “Long Night” to “us all” there."
    gold = [
        {"start": text.index(words), "end": text.index(words) + len(words), "kind": kind}
        for words, kind in (("We go home,", "direct"), ("us all", "mixed"), ("Long Night", "indirect"))
    ]
    (document,) = examples([json.dumps({"text": text, "quotes": gold})])
    assert [(each.quote, each.weight < 1) for each in document] == [
        (True, False),
        (False, False),
        (True, True),
    ]


def test_fitting_tells_features_apart_and_is_repeatable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "_PENALTY", 1.0)
    documents = [
        [Example(("any", "said"), True, 1.0), Example(("any", "film", f"rare {number}"), False, 1.0)]
        for number in range(40)
    ]
    weights = fit(documents)
    assert weights["said"] > 0 > weights["film"]
    assert set(weights) == {"any", "said", "film"}
    assert weights == fit(documents[::-1])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ann Hale said: “We go home.”\n\n“(CROSSTALK.)”", ["direct", None]),
        ("In his book, “Make Every Harbour Pay Well,” Mr. Poe suggested that ships be sold.", [None]),
    ],
)
def test_asides_and_works_named_as_such_are_no_quotes(text: str, kinds: list[str | None]) -> None:
    assert found(text) == kinds
