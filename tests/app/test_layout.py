"""Wrapping by cells, highlights in rows, and which panes a width has room for."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from index.models import Article, PartialDate
from index.text import clean
from reader.tui.cells import cut, wrap
from reader.tui.highlight import Highlight, Painted
from reader.tui.layout import ArticleLayout, PaneName, RowKind, Sides, visible_panes
from reader.tui.sparing import changed_cells

BOLD, RED = Style(bold=True), Style(color="red")
TEXTS = st.text(st.sampled_from("ab \n日é👩❤\ufe0f\u200d\u0301-"), max_size=200).map(clean)


def pieces(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, 0, len(text), width)]


def test_words_are_wrapped_at_spaces_and_line_feeds_end_rows() -> None:
    assert pieces("one two three\n\nfour", 8) == ["one two", "three", "", "four"]


def test_wide_characters_take_two_cells() -> None:
    assert pieces("日本語 ab", 6) == ["日本語", "ab"]


def test_a_word_wider_than_a_row_is_broken() -> None:
    assert pieces("abcdefgh ij", 3) == ["abc", "def", "gh", "ij"]


@given(TEXTS, st.integers(2, 20))
def test_rows_fit_are_in_order_and_lose_no_word(text: str, width: int) -> None:
    rows = wrap(text, 0, len(text), width)
    assert all(cell_len(text[start:end]) <= width for start, end in rows)
    assert all(before[1] <= after[0] for before, after in pairwise(rows))
    assert "".join("".join(text[s:e].split()) for s, e in rows) == "".join(text.split())


@given(TEXTS, st.integers(0, 20))
def test_a_cut_text_fits(text: str, width: int) -> None:
    line = text.replace("\n", " ")
    assert cell_len(cut(line, width)) <= max(width, 0)


def test_overlapping_highlights_are_laid_over_each_other() -> None:
    painted = Painted([Highlight(0, 6, BOLD), Highlight(3, 9, RED)])
    assert painted.parts("abcdefghijkl", 1, 12) == [
        ("bc", BOLD),
        ("def", BOLD + RED),
        ("ghi", RED),
        ("jkl", Style.null()),
    ]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))), st.integers(0, 30), st.integers(0, 30))
def test_parts_always_spell_the_text(spans: list[tuple[int, int]], start: int, end: int) -> None:
    text = "abcdefghijklmnopqrstuvwxyz0123"
    painted = Painted([Highlight(min(span), max(span), BOLD) for span in spans])
    low, high = min(start, end), max(start, end)
    assert "".join(part for part, _ in painted.parts(text, low, high)) == text[low:high]
    for index, character in enumerate(text):
        covered = any(min(span) <= index < max(span) for span in spans)
        assert painted.parts(text, index, index + 1) == [(character, BOLD if covered else Style.null())]


def test_an_article_is_laid_out_as_title_meta_line_and_text() -> None:
    text = "A title\n\nSome words here."
    article = Article(1, "A title", text, 9, None, None, PartialDate(), None, None, 5)
    layout = ArticleLayout(article, 10)
    kinds = [row.kind for row in layout.rows]
    assert kinds == [RowKind.TITLE, RowKind.META, RowKind.TEXT, RowKind.TEXT, RowKind.TEXT]
    assert text[layout.rows[3].start : layout.rows[3].end] == "Some words"
    assert layout.row_of(text.index("here")) == 4


def test_an_article_without_a_title_begins_with_its_meta_line() -> None:
    article = Article(1, "", "Some words here.", 0, None, None, PartialDate(), None, None, 3)
    kinds = [row.kind for row in ArticleLayout(article, 40).rows]
    assert kinds == [RowKind.META, RowKind.TEXT, RowKind.TEXT]


def test_the_panes_that_a_width_has_room_for() -> None:
    results, article, quotes, entity = PaneName
    sides = Sides()
    assert visible_panes(120, article, sides, zoomed=False) == (results, article, quotes)
    assert visible_panes(80, article, sides.with_pane(quotes), zoomed=False) == (article, quotes)
    assert visible_panes(80, results, sides, zoomed=False) == (results, article)
    assert visible_panes(40, quotes, sides.with_pane(quotes), zoomed=False) == (quotes,)
    assert visible_panes(120, article, sides, zoomed=True) == (article,)
    paged = sides.with_pane(entity).with_pane(results)
    assert visible_panes(120, article, paged, zoomed=False) == (results, article, entity)
    assert visible_panes(80, article, paged.with_pane(article), zoomed=False) == (results, article)


def test_changed_cells_are_whole_characters() -> None:
    one, other = Strip([Segment("ab今日は c")]), Strip([Segment("ab今本は c")])
    assert changed_cells(one, other) == (4, 6)
    assert changed_cells(one, one) is None


def test_a_row_with_characters_of_unsure_width_changes_whole() -> None:
    for odd in ("👩\u200d👩\u200d👧", "❤\ufe0f", "🇺", "1\ufe0f\u20e3", "ẹ\u0301"):
        one, other = Strip([Segment(f"{odd}abc")]), Strip([Segment(f"{odd}abx")])
        assert changed_cells(one, other) == (0, one.cell_length)
    marked = [Strip([Segment("e"), Segment(mark)]) for mark in ("\u0323", "\u0331")]
    assert changed_cells(*marked) == (0, 1)
