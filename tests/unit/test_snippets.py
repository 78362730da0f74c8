from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Snippet
from index.query import find_matches, parse, snippets
from index.query.snippets import MOST_MATCHES, WIDTH, make_snippet

HARBOUR = (
    "The harbour was quiet. The harbour office opened late, and the harbour master slept. "
    "In the evening the cranes of the harbour stood still. Nobody came. "
)


def snippet_of(text: str, query: str, width: int = WIDTH, start: int = 0) -> Snippet:
    parsed = parse(query)
    return make_snippet(text, find_matches(parsed, text), width=width, start=start, query=parsed)


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.matches]


def words(pattern: str, text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in re.finditer(pattern, text))


def test_the_sentence_with_the_most_different_words_is_shown() -> None:
    snippet = snippet_of(HARBOUR, "harbour OR cranes", width=60)
    assert snippet.text == "… In the evening the cranes of the harbour stood still. Nobody …"
    assert marked(snippet) == ["cranes", "harbour"]


def test_of_equal_sentences_the_first_is_shown() -> None:
    assert snippet_of(HARBOUR, "harbour", width=40).text.startswith("The harbour was quiet.")


def test_words_close_together_in_one_sentence_are_better_than_in_two() -> None:
    text = "There were cranes. The harbour slept. " + "It rained. " * 30 + "Cranes fill the harbour."
    assert snippet_of(text, "cranes harbour").text == "… Cranes fill the harbour."


def test_words_in_neighbouring_sentences_are_better_than_one_word() -> None:
    text = "The cranes rust. " + "It rained. " * 30 + "Here are cranes. A harbour sleeps."
    assert snippet_of(text, "cranes harbour").text == "… Here are cranes. A harbour sleeps."


@pytest.mark.parametrize(
    ("worse", "better", "query"),
    [
        ("The price of a war rose.", "He sold machine tools.", 'price OR war OR "machine tools"'),
        ("They met at ten.", "They met the parliamentarians.", "ten OR parliamentarians"),
        ("A crane fell. A crane stood.", "A ferry came.", "crane OR ferry"),
    ],
    ids=["a phrase", "a longer word", "a rarer word"],
)
def test_what_tells_more_counts_more(worse: str, better: str, query: str) -> None:
    text = worse + " It rained." * 30 + " " + better
    assert snippet_of(text, query).text == "… " + better


def test_the_words_of_one_beginning_count_as_one() -> None:
    text = "Ministers, ministries and the ministerial." + " It rained." * 30 + " The minister met Okoro."
    assert marked(snippet_of(text, "minist* OR okoro")) == ["minister", "Okoro"]


def test_forms_of_one_word_count_as_one() -> None:
    text = "They strike, struck by strikes and striking." + " It rained." * 30 + " A strike in Lagos."
    assert marked(snippet_of(text, "strike OR lagos")) == ["strike", "Lagos"]


def test_an_abbreviation_does_not_begin_a_sentence() -> None:
    text = "It rained. " * 30 + "On Monday Gen. Okoro and the U.S. envoy met."
    assert snippet_of(text, "okoro envoy").text == "… On Monday Gen. Okoro and the U.S. envoy met."


def test_a_long_sentence_is_cut_around_its_matches_between_words() -> None:
    text = "so " + "long, " * 100 + "alpha and beta " + "ever so " * 100
    snippet = snippet_of(text, "alpha beta")
    assert marked(snippet) == ["alpha", "beta"]
    assert re.fullmatch(r"… (long, )+alpha and beta (ever so )+(ever )?…", snippet.text)
    assert WIDTH - 8 <= len(snippet.text) <= WIDTH + 4


def test_the_end_of_a_long_sentence_is_shown_to_its_end() -> None:
    text = "so " + "long, " * 100 + "alpha and beta. Then " + "ever so " * 100
    assert snippet_of(text, "alpha beta").text.endswith("long, alpha and beta. …")


def test_a_short_sentence_is_followed_by_what_comes_next() -> None:
    text = "One thing.\n\nAlpha and beta.\n\nThen another thing. " + "More of it. " * 40
    snippet = snippet_of(text, "alpha beta")
    assert snippet.text.startswith("… Alpha and beta. Then another thing. More of it.")
    assert snippet.text.endswith(" …")


def test_all_that_matches_on_the_line_is_marked() -> None:
    assert marked(snippet_of(HARBOUR, "harbour", width=100)) == ["harbour"] * 3


def test_without_matches_the_body_begins() -> None:
    assert make_snippet("Title\n\nThe body.", (), start=7).text == "The body."
    assert make_snippet("Title\n\n  ", (), start=7) == Snippet("", ())


def test_the_body_is_preferred_and_the_title_serves() -> None:
    text = "Cranes\n\nThe harbour and its cranes."
    assert snippet_of(text, "cranes", start=8).text == "The harbour and its cranes."
    snippet = make_snippet("Cranes\n\nThe harbour.", ((0, 6),), start=8)
    assert snippet.text == "Cranes The harbour."
    assert snippet.matches == ((0, 6),)


@given(st.text(alphabet="ab. \n\u3000", max_size=600), st.integers(1, 80))
def test_offsets_stay_true_when_white_space_is_folded(text: str, width: int) -> None:
    matches = words("aa+|bb+", text)
    snippet = make_snippet(text, matches, width=width)
    assert not set("\n\u3000") & set(snippet.text)
    assert "  " not in snippet.text
    shown = [snippet.text[start:end] for start, end in snippet.matches]
    assert all(any(part in text[start:end] for start, end in matches) for part in shown)
    if matches:
        assert snippet.matches
    assert len(snippet.text) <= width + 4


@given(
    st.lists(st.sampled_from(["alpha", "beta.", "gamma", "Delta", "U.S.", "it.", "\n\n", "“So", "so.”"])),
    st.integers(20, 200),
)
def test_a_line_is_a_stretch_of_whole_words_with_all_its_matches(parts: list[str], width: int) -> None:
    text = " ".join(parts)
    snippet = make_snippet(text, words("alpha|beta|Delta", text), width=width)
    line = snippet.text.removeprefix("… ").removesuffix(" …")
    assert re.search(rf"(?<!\S){re.escape(line)}(?!\w)", " ".join(text.split()))
    assert snippet.matches == words("alpha|beta|Delta", snippet.text)


@given(st.text(max_size=300), st.data())
def test_any_text_and_any_matches_are_harmless(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=12)))
    matches = tuple(zip(places[::2], places[1::2], strict=False))
    snippet = make_snippet(text, matches, width=40, start=data.draw(st.integers(0, len(text))))
    assert all(0 <= start <= end <= len(snippet.text) for start, end in snippet.matches)


def test_a_word_of_a_million_letters_is_cut() -> None:
    text = "aa" + "x" * 1_000_000
    assert len(make_snippet(text, ((0, len(text)),)).text) <= WIDTH + 4


def test_nothing_is_cut_off_from_the_letter_that_it_is_drawn_with() -> None:
    text = "एक" + "नि" * 200
    line = make_snippet(text, (), width=41).text
    assert line.endswith("नि …")


def test_a_text_without_spaces_fills_the_line() -> None:
    text = "新聞報導" * 100 + "部長。 " + "政府報導" * 100
    snippet = make_snippet(text, words("部長", text), width=60)
    assert 55 <= len(snippet.text) <= 64
    assert marked(snippet)[0] == "部長"


def test_what_is_written_from_right_to_left_keeps_its_offsets() -> None:
    text = "\u202e" + "אבג דהו. " * 50 + "זחט דהו"
    snippet = make_snippet(text, words("זחט|דהו", text), width=30)
    assert marked(snippet) == ["זחט", "דהו"]


def test_only_the_neighbourhood_of_matches_is_divided_into_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
        read.append(end - start)
        return [(start, end)]

    monkeypatch.setattr(snippets, "sentences", sentences)
    text = "alpha. " * 9_000 + "gamma " * 20_000 + "alpha beta. " * 400 + "gamma " * 20_000
    make_snippet(text, words("alpha|beta", text))
    assert 0 < sum(read) < 20 * WIDTH


def test_of_a_flood_of_matches_the_first_are_looked_at() -> None:
    text = "alpha. " * (MOST_MATCHES + 5) + "alpha beta"
    assert make_snippet(text, words("alpha|beta", text)).text.startswith("alpha. alpha.")
