"""The rows of a speaker's page: what is known of the speaker, and quotes with where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from index.models import MONTHS, EntityCount, PartialDate, Quote, QuoteInArticle, QuoteKind, Speaker, Summary
from index.models.profiles import Role, SpeakerProfile
from reader.tui.cells import ELLIPSIS, Part, cut, printable, wrap
from reader.tui.entity_rows import AllPersons, Rows, add_chart, add_persons
from reader.tui.highlight import Highlight, Painted
from reader.tui.named import label_of
from reader.tui.styles import BOLD, DIM, ENTITY_WORDS, MATCH, PLAIN, UNSURE

QUOTE_ROWS = 6
"""Rows of a quote that are shown at most."""

CHART_WIDTH = 25
"""Cells that a column of a chart takes at least, where there are several."""

CHARACTERS = 4000
"""Code points of a quote that are looked at; no more fit into its rows."""

CORRECTED = "corrected"

Spans = Sequence[tuple[int, int]]

Find = Callable[[str], Spans]
"""Where a text matches what is searched for."""


@dataclass(frozen=True, slots=True)
class Others:
    """The item that leads to what others say about the speaker; ``quotes`` counts it."""

    quotes: int


Item = EntityCount | AllPersons | Others | QuoteInArticle
"""What an item of the page stands for: another speaker, more of them, or a quote."""


def fact_rows(profile: SpeakerProfile, width: int, *, height: int, unfolded: bool) -> Rows[Item]:
    """What is known of a speaker in rows of ``width`` cells.

    ``height`` is how many rows the chart may have; ``unfolded`` lists all who are quoted beside the
    speaker.
    """
    rows = Rows[Item](width)
    speaker = profile.speaker
    summary = summary_line(speaker)
    for start, end in wrap(summary, 0, len(summary), width - 1):
        rows.caption(summary[start:end], BOLD)
    names = [printable(each) for each in speaker.names if each != speaker.name]
    if names:
        rows.caption(f"also {' · '.join(names)}")
    _roles(rows, profile.roles)
    columns = max(1, width // CHART_WIDTH)
    add_chart(rows, profile.months, profile.undated, height * columns, columns)
    if profile.topics:
        rows.head("SPEAKS OF", "quotes")
        for line in packed([f"{printable(each.word)} {each.quotes:,}" for each in profile.topics], width - 1):
            rows.caption(line, PLAIN)
    _beside(rows, profile.beside, unfolded)
    if profile.about:
        rows.head("SPOKEN OF")
        rows.begin_items()
        some = "1 quote of others names" if profile.about == 1 else f"{profile.about:,} quotes of others name"
        rows.item(Others(profile.about), [[(" ", PLAIN), (cut(f"{some} them", width - 1), PLAIN)]])
    return rows


def summary_line(speaker: Speaker) -> str:
    """Kind, counts and dates: ``person · 14 quotes (2 unsure) in 5 articles · 2022-03-01 to 2024-05-12``."""
    kind = ENTITY_WORDS[label_of(speaker)]
    if not speaker.quotes:
        return f"{kind} · never quoted"
    quotes = f"{speaker.quotes:,} quote{'' if speaker.quotes == 1 else 's'}"
    if speaker.unsure:
        quotes += f" ({speaker.unsure:,} unsure)"
    articles = f"{speaker.articles:,} article{'' if speaker.articles == 1 else 's'}"
    dates = between(str(speaker.first), str(speaker.last))
    return " · ".join(part for part in (kind, f"{quotes} in {articles}", dates) if part)


def packed(pieces: Iterable[str], width: int) -> list[str]:
    """Pieces with dots between them, in lines of at most ``width`` cells that are broken between pieces."""
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]} · {piece}" if lines else piece
        if lines and cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(cut(piece, width))
    return lines


def between(first: str, last: str) -> str:
    """From when to when, once where both are the same."""
    if first and last and first != last:
        return f"{first} to {last}"
    return first or last


def month_name(date: PartialDate) -> str:
    """A date as far as its month: ``Mar 2022``."""
    if date.year is None:
        return ""
    return f"{MONTHS[date.month - 1][:3]} {date.year:04}" if date.month else f"{date.year:04}"


def quotes_head(matching: int, total: int) -> str:
    """The heading of quotes: how many match of how many there are."""
    return f"QUOTES {total:,}" if matching == total else f"QUOTES {matching:,} of {total:,}"


def add_quotes(
    rows: Rows[Item],
    quotes: Iterable[QuoteInArticle],
    find: Find,
    *,
    before: QuoteInArticle | None = None,
    named: bool = False,
) -> None:
    """Add quotes, each under date, source and title of its article; ``find`` says what is marked in one.

    Quotes that follow one another in an article, and the one ``before``, stand under one such line.
    With ``named`` each says whose it is.
    """
    for each in quotes:
        same = not named and before is not None and before.article.id == each.article.id
        lines: list[Sequence[Part]] = [] if same else [article_line(each.article, rows.width)]
        if named:
            lines.append([("  ", PLAIN), (cut(speaker_of(each.quote), rows.width - 2), BOLD)])
        rows.item(each, [*lines, *quote_lines(each.quote, rows.width, find)])
        before = each


def speaker_of(quote: Quote) -> str:
    """Whose words a quote is: the name, else as the text says it."""
    return printable(quote.speaker_name or quote.speaker or "speaker not known")


def article_line(article: Summary, width: int) -> Sequence[Part]:
    """Date, source and title of an article on one line."""
    parts = (str(article.published) or "undated", article.source, article.title)
    return [(" ", PLAIN), (cut(printable(" · ".join(part for part in parts if part)), width - 1), DIM)]


def quote_lines(quote: Quote, width: int, find: Find) -> list[list[Part]]:
    """The words of a quote in at most QUOTE_ROWS rows, from its first match on; "?" where it is not sure.

    Words reported without marks are shown without them. That a user has said who speaks stands behind.
    """
    words = " ".join(printable(quote.text[:CHARACTERS]).split())
    marks = ("", "") if quote.kind is QuoteKind.INDIRECT else ("“", "”")
    text = f"{marks[0]}{words}{marks[1]}"
    matches = find(text)
    note = f"  {CORRECTED}" if quote.corrected else ""
    room = max(8, width - 3)
    start = _first_shown(text, matches, room)
    painted = Painted(Highlight(*each, MATCH) for each in matches)
    ranges = wrap(text, start, len(text), room)
    lines = [painted.parts(text, *each) for each in ranges[:QUOTE_ROWS]]
    if start:
        lines[0] = [(ELLIPSIS, DIM), *lines[0]]
    if len(ranges) > QUOTE_ROWS:
        lines[-1] = [*painted.parts(text, ranges[QUOTE_ROWS - 1][0], ranges[QUOTE_ROWS - 1][1] - 1), _MORE]
    if note:
        last = ranges[min(len(ranges), QUOTE_ROWS) - 1]
        fits = cell_len(text[last[0] : last[1]]) + len(note) <= room
        lines = [*lines[:-1], [*lines[-1], (note, DIM)]] if fits else [*lines, [(note.strip(), DIM)]]
    lead: Part = ("? ", UNSURE) if quote.doubtful else ("  ", PLAIN)
    return [[lead if not number else ("  ", PLAIN), *parts] for number, parts in enumerate(lines)]


_MORE: Part = (ELLIPSIS, DIM)


def _first_shown(text: str, matches: Spans, room: int) -> int:
    """The offset that a quote is shown from: as early as it may be with its first match in sight."""
    space = room * (QUOTE_ROWS - 1)
    if not matches or matches[0][1] <= space:
        return 0
    start, end = matches[0]
    gap = text.find(" ", max(0, end - space), start)
    return gap + 1 if gap >= 0 else start


def _roles(rows: Rows[Item], roles: Sequence[Role]) -> None:
    """What texts say that the speaker is, and when; on two rows where one is too narrow."""
    if not roles:
        return
    rows.head("ROLES")
    for role in roles:
        articles = f"{role.articles:,} article{'' if role.articles == 1 else 's'}"
        dates = between(month_name(role.first), month_name(role.last))
        note = f"{dates} · {articles}" if dates else articles
        title = printable(role.title)
        gap = rows.width - 1 - cell_len(title) - cell_len(note)
        if gap >= 2:
            rows.line([(title, PLAIN), (" " * gap, PLAIN), (note, DIM)])
        else:
            rows.line([(cut(title, rows.width - 1), PLAIN)])
            rows.line([("  ", PLAIN), (cut(note, rows.width - 3), DIM)])


def _beside(rows: Rows[Item], beside: Sequence[EntityCount], unfolded: bool) -> None:
    """Who is quoted in the same articles, with the number of these."""
    if not beside:
        return
    rows.head("QUOTED BESIDE", "articles")
    add_persons(rows, beside, unfolded, "more")
