from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.query import find_matches, parse
from index.query.snippets import WIDTH, make_snippet


def test_the_best_cluster_is_shown() -> None:
    text = "alpha " + "filler " * 60 + "alpha beta\n\ngamma " + "filler " * 60 + "beta"
    snippet = make_snippet(text, find_matches(parse("alpha beta"), text))
    assert [snippet.text[start:end] for start, end in snippet.matches] == ["alpha", "beta"]
    assert "alpha beta gamma" in snippet.text
    assert snippet.text.startswith("… ")
    assert snippet.text.endswith(" …")


def test_without_matches_the_body_begins() -> None:
    assert make_snippet("Title\n\nThe body.", (), start=7).text == "The body."


def test_the_body_is_preferred_and_the_title_serves() -> None:
    text = "Cranes\n\nThe harbour and its cranes."
    assert (
        make_snippet(text, find_matches(parse("cranes"), text), start=8).text == "The harbour and its cranes."
    )
    snippet = make_snippet("Cranes\n\nThe harbour.", ((0, 6),), start=8)
    assert snippet.text == "Cranes The harbour."
    assert snippet.matches == ((0, 6),)


@given(st.text(alphabet="ab \n\u3000", max_size=600), st.integers(1, 80))
def test_offsets_stay_true_when_white_space_is_folded(text: str, width: int) -> None:
    matches = find_matches(parse("a* OR b*".replace("a*", "aa*").replace("b*", "bb*")), text)
    snippet = make_snippet(text, matches, width=width)
    assert not set("\n\u3000") & set(snippet.text)
    assert "  " not in snippet.text
    shown = ["".join(snippet.text[start:end].split()) for start, end in snippet.matches]
    assert all(any(part in text[start:end] for start, end in matches) for part in shown)
    if matches and text[matches[0][0] :].strip():
        assert snippet.matches
    assert len(snippet.text) <= width + 2 * max((end - start for start, end in matches), default=0) + 8


def test_a_word_of_a_million_letters_is_cut() -> None:
    text = "aa" + "x" * 1_000_000
    assert len(make_snippet(text, ((0, len(text)),)).text) <= WIDTH + 4
