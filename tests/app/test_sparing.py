"""What is sent to the terminal turns what it shows into what it is to show, and no more."""

from __future__ import annotations

from collections.abc import Iterable

import pyte
import pyte.modes
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import split_graphemes
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.tui.sparing import Shown

STYLES = st.sampled_from([None, Style(bold=True), Style(reverse=True)])
WIDTH = 12


def row(segments: list[tuple[str, Style | None]]) -> Strip:
    """A row of the screen's width."""
    return Strip([Segment(text, style) for text, style in segments if text]).adjust_cell_length(WIDTH)


ROWS = st.lists(st.tuples(st.text("ab 日é", max_size=6), STYLES), max_size=4).map(row)
SCREENS = st.lists(ROWS, min_size=3, max_size=3)
ODD = ["a", "b", " ", "日", "❤\ufe0f", "👩\u200d👩\u200d👧", "👍🏽", "🇺🇦", "ẹ\u0301", "कि"]
ODD_TEXTS = st.lists(st.sampled_from(ODD), max_size=6).map("".join)
ODD_ROWS = st.lists(st.tuples(ODD_TEXTS, STYLES), max_size=3).map(row)


def cells(strip: Strip) -> list[tuple[str, Style | None]]:
    """A row cell by cell; a wide character fills its second cell with nothing."""
    found: list[tuple[str, Style | None]] = []
    for text, style, _ in strip:
        for start, end, size in split_graphemes(text)[0]:
            found += [(text[start:end], style or None), *[("", style or None)] * (size - 1)]
    return found


@given(st.lists(SCREENS, min_size=1, max_size=4))
def test_the_pieces_that_are_sent_make_each_screen_of_the_one_before(screens: list[list[Strip]]) -> None:
    shown = Shown()
    terminal: list[list[tuple[str, Style | None]]] = [[(" ", None)] * WIDTH for _ in range(3)]
    for screen in screens:
        update = shown.update_to(screen)
        for x, y, piece in update._pieces if update else ():
            drawn = cells(piece)
            terminal[y][x : x + len(drawn)] = drawn
        assert terminal == [cells(strip) for strip in screen]


def drawn(screens: Iterable[list[Strip]]) -> list[list[tuple[str, bool, bool]]]:
    """The cells of a terminal that is sent screens one after the other; emoji take other widths on it."""
    terminal = pyte.Screen(WIDTH, 3)
    terminal.reset_mode(pyte.modes.DECAWM)
    stream = pyte.Stream(terminal)
    shown = Shown()
    console = Console(force_terminal=True, width=WIDTH)
    for screen in screens:
        update = shown.update_to(screen)
        stream.feed(update.render_segments(console) if update else "")
    return [
        [(cell.data, cell.bold, cell.reverse) for cell in (terminal.buffer[y][x] for x in range(WIDTH))]
        for y in range(3)
    ]


@given(st.lists(st.lists(ODD_ROWS, min_size=3, max_size=3), min_size=2, max_size=4))
def test_where_a_terminal_takes_characters_for_wider_or_narrower_nothing_is_left(
    screens: list[list[Strip]],
) -> None:
    assert drawn(screens) == drawn(screens[-1:])


def test_what_stands_behind_a_character_of_unsure_width_is_where_it_belongs() -> None:
    for odd in ("❤\ufe0f", "👩\u200d👩\u200d👧"):
        cells = drawn([[row([(f"{odd}abcd", None)]), row([]), row([])]])[0]
        assert "".join(text for text, _, _ in cells[2:6]) == "abcd"


def test_a_screen_that_is_shown_already_sends_nothing() -> None:
    shown = Shown()
    screen = [row([("abc", None)])] * 3
    assert shown.update_to(screen) is not None
    assert shown.update_to(list(screen)) is None
    shown.forget()
    assert shown.update_to(screen) is not None


def test_only_the_cells_that_differ_are_sent() -> None:
    shown = Shown()
    shown.update_to([row([("abc def", None)])])
    update = shown.update_to([row([("abX def", None)])])
    assert update is not None
    assert [(x, y, piece.text) for x, y, piece in update._pieces] == [(2, 0, "X")]


def test_another_size_is_drawn_whole() -> None:
    shown = Shown()
    shown.update_to([row([("abc", None)])])
    update = shown.update_to([Strip([Segment("abc" + " " * 20)])])
    assert update is not None
    assert [(x, y) for x, y, _ in update._pieces] == [(0, 0)]
