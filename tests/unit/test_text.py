from __future__ import annotations

import itertools
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import LINE_LIMIT, MARKS_LIMIT, clean, clean_line, paragraphs, sentences, words

FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff\U0001fffe\U0010ffff\U000e0000-\U000e007f]"
)
HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            "\x1b\x9b\x9d\x90\x98\x9e\x9f\x9c\x07[]P;0m\\ab \n\r\t\x85\u2028\u200b\u202e\ufeff\u034f"
        ),
        st.sampled_from(
            "\u200c\u200dकب👩\ufe0f\u094d\u0301\u0327\u0653\u0344\u2adc\u212bǖ\u1100\u1161\u0f73\u2000\u3000"
        ),
        st.sampled_from("\ud800\udc00\ufdd0\U000e0041"),
        st.sampled_from(["[b]", "\x1b[", "\x1b]52;"]),
        st.characters(),
    ),
    max_size=40,
).map("".join)


@given(HOSTILE)
def test_clean_is_idempotent_and_leaves_nothing_forbidden(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not FORBIDDEN.search(cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)


@given(HOSTILE, st.integers(2, 60))
def test_clean_line_is_idempotent_short_and_one_line(text: str, limit: int) -> None:
    line = clean_line(text, limit)
    assert clean_line(line, limit) == line
    assert len(line) <= limit
    assert not FORBIDDEN.search(line)
    assert "\n" not in line
    assert "  " not in line
    assert line == line.strip()


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b[31;1mb\x1b[0mc", "abc"),
        ("a\x9b2Jb", "ab"),
        ("a\x1b]52;c;cHduZWQ=\x07b", "ab"),
        ("a\x1b]8;;https://x.example\x1b\\b", "ab"),
        ("a\x9d0;title\x9cb", "ab"),
        ("a\x1bPq#0\x1b\\b\x1b_x\x1b\\c\x1b^y\x9cd\x1bXz\x07e", "abcde"),
        ("a\x1b]0;never ends\nb", "a\nb"),
        ("a\x1b[31", "a"),
        ("a\x1b(Bb\x1b7c", "abc"),
        ("a\r\nb\rc\vd\fe\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\tb\xa0c\u3000d\u2009e", "a b c d e"),
        ("a\x00\x07\x7f\x93b", "ab"),
        ("user\u202egpj.exe\u2066\u200f", "usergpj.exe"),
        ("so\xadft\u200b \ufeffze\u2060ro", "soft zero"),
        ("x\ud800\ufffe\U000e0041y", "xy"),
        ("e\u0301", "é"),
        ("[bold]not markup[/bold]", "[bold]not markup[/bold]"),
        ("Pu\u200dtin", "Putin"),
        ("“Straight” — quotes ‘stay’…", "“Straight” — quotes ‘stay’…"),
    ],
)
def test_clean_takes_out_what_drives_a_terminal(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("text", ["क्\u200dष", "می\u200cخواهم", "👩\u200d🚀", "❤\ufe0f\u200d🔥", "র\u200d্যাব"])
def test_joiners_stay_where_a_script_needs_them(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_floods_of_marks_are_cut() -> None:
    flood = "a" + "\u0327\u0301" * 5000 + "b" + "\u094d\u200d" * 5000
    longest = max(len(run) for run in re.findall("[\u0300-\u036f\u094d\u200d]+", clean(flood)))
    assert longest <= 2 * MARKS_LIMIT
    assert clean("o\u0323\u0302\u0301") == unicodedata.normalize("NFC", "o\u0323\u0302\u0301")


def test_clean_line_cuts_with_an_ellipsis() -> None:
    line = clean_line("word " * 1_000)
    assert len(line) <= LINE_LIMIT
    assert line.endswith("…")
    assert clean_line(" two\nlines\t here ") == "two lines here"


@given(st.text(alphabet="ab .\n\r\t\x85", max_size=60))
def test_paragraphs_cover_all_words_in_order(text: str) -> None:
    ranges = paragraphs(text)
    assert all(start < end for start, end in ranges)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(ranges))
    assert "".join("".join(text[a:b].split()) for a, b in ranges) == "".join(text.split())


def test_only_blank_lines_divide_paragraphs() -> None:
    text = "\n\none\nstill one\n \n\ntwo\r\n\r\nthree\r\nstill"
    assert [text[a:b] for a, b in paragraphs(text)] == ["one\nstill one", "two", "three\r\nstill"]


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Senate met Gen. Jane F. Roe.|It adjourned.",
        "Mr. Poe, of Acme Inc. in Bath, left the U.S.|The rest stayed.",
        "They live at No. 5 and met on Jan. 5 at 3 p.m. Monday.|Then they left.",
        "Sen. Ann Lee (R-Mo.) spoke.|Rep. Bo Li Jr. did not.",
        "April 27 (UPI) -- The ministers met.|They spoke.",
        '"It is over," she said.|"We won."|Nobody spoke.',
        "“Are you sure?” Roe asked.|“Yes!”|He nodded…|And that was all.",
        "“Why now?” he asked.|What then?",
        "It waited . . . and waited.|He sat.|Lee left.",
        "Prices rose 3.5 percent.|The index fell to 1,024.7 points.",
        "He came (late).|(It rained.)|Then sun.",
        "J.R. Poe agreed.|He's No. 1.|No.|It ended.",
    ],
)
def test_sentences_know_the_abbreviations_of_news(text: str) -> None:
    assert split(text.replace("|", " ")) == text.split("|")


def test_sentences_count_offsets_in_the_whole_text() -> None:
    text = "Title\n\nOne here. Two there.\n\nThree."
    start = text.index("One")
    assert [text[a:b] for a, b in sentences(text, start, len(text))] == ["One here.", "Two there.", "Three."]


@given(st.text(alphabet='aB. !?"”\nU.S', max_size=60))
def test_sentences_lose_no_words(text: str) -> None:
    assert "".join("".join(part.split()) for part in split(text)) == "".join(text.split())


def test_words_count_pieces_with_a_letter_or_digit() -> None:
    assert words("It's 5 o'clock -- “now” … (U.S.)\n\nend") == 6
