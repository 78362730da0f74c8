"""The rows of an entity's page and of the list of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from rich.cells import cell_len
from rich.style import Style

from index.models import EntityCount, Label, Snippet
from index.models.profiles import Appearance, EntityProfile, MonthCount
from reader.tui.cells import ELLIPSIS, Part, cut, printable, wrap
from reader.tui.chart import bar_columns, heading, periods
from reader.tui.highlight import Highlight, Painted
from reader.tui.session import Names
from reader.tui.styles import BOLD, DIM, ENTITY, ENTITY_WORDS, MARKED, PLAIN
from reader.tui.widgets.list_pane import Row, text_rows

FEW_PERSONS = 5
"""Persons that a page lists before one asks for all."""

SENTENCE_ROWS = 3

MENTIONS = "mentions"

KEPT = 5000
"""Articles whose rows are kept, so that each page of them costs no more than the first."""

LISTED = (Label.PERSON, Label.ORG, Label.PLACE, Label.MISC)
PLURALS = {
    Label.PERSON: "PERSONS",
    Label.ORG: "ORGANISATIONS",
    Label.PLACE: "PLACES",
    Label.MISC: "OTHER NAMES",
}
_LEAST_HINT = 8  # cells


@dataclass(frozen=True, slots=True)
class AllPersons:
    """The item that asks for the persons who are not listed."""


Item = EntityCount | Appearance | AllPersons
"""What an item of the pane stands for: another entity, an article, or more."""

Stands = TypeVar("Stands")


class Rows(Generic[Stands]):
    """Rows that are collected, and what their items stand for."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows: list[Row] = []
        self.items: list[Stands] = []
        self.parts: list[int] = []

    def caption(self, text: str, style: Style = DIM) -> None:
        """Add a row that is no item."""
        self.rows.append(Row(((" ", PLAIN), (cut(text, self.width - 1), style))))

    def line(self, parts: Sequence[Part]) -> None:
        """Add a row of styled parts that is no item."""
        self.rows.append(Row(((" ", PLAIN), *parts)))

    def text(self, text: str) -> None:
        """Add a text as rows that are no items."""
        self.rows += text_rows(text, self.width)

    def head(self, text: str, numbers: str = "") -> None:
        """Begin another part; ``numbers`` says what those at its right end count, if there is room."""
        gap = self.width - 1 - cell_len(text) - cell_len(numbers)
        if self.rows:
            self.rows.append(Row(()))
        self.caption(f"{text}{' ' * gap}{numbers}" if gap > 0 else text)

    def begin_items(self) -> None:
        """Note that the next item is the first of its part."""
        self.parts.append(len(self.items))

    def item(self, item: Stands, lines: Iterable[Sequence[Part]]) -> None:
        """Add an item."""
        number = len(self.items)
        self.items.append(item)
        self.rows += [Row((*line,), number) for line in lines]


def profile_rows(
    profile: EntityProfile,
    appearances: Sequence[Appearance],
    width: int,
    *,
    where: str,
    bars: int,
    all_persons: bool,
) -> Rows[Item]:
    """An entity's page in rows of ``width`` cells.

    ``appearances`` are those that are loaded; ``where`` says which articles are counted; ``bars`` is
    how many the chart may have.
    """
    rows = Rows[Item](width)
    entity = profile.entity
    rows.caption(f"{ENTITY_WORDS[entity.label]} · {counted(entity)}", BOLD)
    rows.text(where)
    if not entity.mentions:
        return rows
    if [each.name for each in profile.names] != [entity.name]:
        rows.head("WRITTEN")
        rows.text(" · ".join(f"{printable(each.name)} {each.mentions:,}" for each in profile.names))
    add_chart(rows, profile.months, profile.undated, bars)
    _persons(rows, profile.companions, all_persons)
    rows.head(f"ARTICLES {entity.articles:,}", MENTIONS)
    rows.begin_items()
    for each in appearances:
        rows.item(each, _appearance_lines(each, width))
    return rows


def names_rows(names: Names, width: int, *, where: str) -> Rows[Item]:
    """All names by kind, most often named first, in rows of ``width`` cells."""
    rows = Rows[Item](width)
    rows.text(where)
    if names.more:
        rows.text(f"the {len(names.entities):,} most named")
    for label in LISTED:
        of_kind = [each for each in names.entities if each.label is label]
        if not of_kind:
            continue
        rows.head(f"{PLURALS[label]} {len(of_kind):,}{'+' if names.more else ''}", MENTIONS)
        rows.begin_items()
        for each in of_kind:
            rows.item(each, [name_line(each, each.mentions, width)])
    if not rows.items:
        rows.text("No name is found here.")
    return rows


def counted(entity: EntityCount, articles: str = "article") -> str:
    """How often an entity is named: ``14 in 5 articles``."""
    return f"{entity.mentions:,} in {entity.articles:,} {articles}{'' if entity.articles == 1 else 's'}"


def name_line(entity: EntityCount, number: int, width: int) -> Sequence[Part]:
    """A name, marked as in the text, what tells it from its namesakes, and a number at the right end."""
    count = f"{number:,}"
    name = cut(printable(entity.name), width - len(count) - 3)
    hint = hint_beside(entity, width - len(count) - 4 - cell_len(name))
    gap = " " * max(1, width - 1 - cell_len(name + hint) - len(count))
    return [(" ", PLAIN), (name, ENTITY[entity.label]), (hint + gap, DIM), (count, DIM)]


def hint_beside(entity: EntityCount, width: int) -> str:
    """What tells an entity from its namesakes, to stand beside its name; empty where it has too few cells."""
    if not entity.hint or width < _LEAST_HINT:
        return ""
    return cut(f" · {printable(entity.hint)}", width)


def add_chart(
    rows: Rows[Stands], months: Sequence[MonthCount], undated: int, bars: int, columns: int = 1
) -> None:
    """Add counts by month, or by longer periods where there are more than ``bars`` of them."""
    if not months:
        return
    drawn = periods(months, bars)
    rows.head(heading(drawn))
    for line in bar_columns(drawn, rows.width - 1, columns):
        rows.caption(line, PLAIN)
    if undated:
        rows.caption(f"undated {undated:,}", DIM)


def add_persons(rows: Rows[Any], persons: Sequence[EntityCount], unfolded: bool, more: str) -> None:
    """The first of some persons, or all, each with a number of articles; ``more`` calls the others."""
    rows.begin_items()
    few = len(persons) if unfolded or len(persons) == FEW_PERSONS + 1 else FEW_PERSONS
    for each in persons[:few]:
        rows.item(each, [name_line(each, each.articles, rows.width)])
    if len(persons) > few:
        line = f"  {ELLIPSIS} {len(persons) - few:,} {more}"
        rows.item(AllPersons(), [[(cut(line, rows.width), DIM)]])


def _persons(rows: Rows[Item], companions: Sequence[EntityCount], all_persons: bool) -> None:
    """Who is named in the same articles, with the number of these."""
    if not companions:
        return
    rows.head("WITH PERSONS", "articles")
    add_persons(rows, companions, all_persons, "more persons")


@lru_cache(maxsize=KEPT)
def _appearance_lines(appearance: Appearance, width: int) -> list[Sequence[Part]]:
    """Date, source, title and number of mentions, then the sentence."""
    article = appearance.article
    parts = (str(article.published) or "undated", article.source, article.title)
    count = f"{appearance.mentions:,}" if appearance.mentions > 1 else ""
    line = cut(printable(" · ".join(part for part in parts if part)), width - len(count) - 3)
    gap = " " * max(1, width - 1 - cell_len(line) - len(count))
    head: list[Part] = [(" ", PLAIN), (line, DIM), (gap, PLAIN), (count, DIM)]
    return [head, *([("  ", PLAIN), *parts] for parts in snippet_lines(appearance.snippet, width - 2))]


def snippet_lines(snippet: Snippet, width: int, rows: int = SENTENCE_ROWS) -> list[list[Part]]:
    """A snippet wrapped to at most ``rows`` of ``width`` cells, around its first match; matches marked."""
    text = snippet.text
    start = _first_shown(snippet, width, rows)
    painted = Painted(Highlight(*match, MARKED) for match in snippet.matches)
    ranges = wrap(text, start, len(text), width - 2 * bool(start))
    lines = [painted.parts(text, *each) for each in ranges[:rows]]
    if start and lines:
        lines[0] = [(ELLIPSIS + " ", DIM), *lines[0]]
    if len(ranges) > rows:
        lines[-1] = [*painted.parts(text, ranges[rows - 1][0], ranges[rows - 1][1] - 1), (ELLIPSIS, DIM)]
    return lines


def _first_shown(snippet: Snippet, width: int, rows: int) -> int:
    """The offset that a snippet is shown from: as early as it may be with its first match in sight."""
    room = width * (rows - 1)
    if not snippet.matches or snippet.matches[0][1] <= room:
        return 0
    start, end = snippet.matches[0]
    space = snippet.text.find(" ", max(0, end - room), start)
    return space + 1 if space >= 0 else start
