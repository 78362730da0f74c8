"""``newsreader quotes``: who said what, over the whole archive."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias, TypeVar

from index.archive import Archive
from index.models import QuoteInArticle
from index.models.statements import Statement, Variant
from reader import export, fields
from reader.commands.lines import marked, print_lines, print_quotes, speaker, where, whole
from reader.context import Context
from reader.exits import Exit, UsageError, asking
from reader.output import BOLD, Output
from reader.parser import Parser, positive, word
from reader.passages import PassageReader
from reader.places import reading
from reader.progress import progress
from reader.quoting import ALL, Asked, Counted, Told, find, statements, unseen, with_dates

TAKES_QUERY = False
LIMIT = 100
MORE_ARTICLES = "or more articles; those that came first are told"

T = TypeVar("T")
Groups: TypeAlias = Sequence[tuple[str, Counted[T]]]
"""Quotes or statements below a heading, which is empty when there is only one group."""


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader quotes",
        "Print quotes, newest article first. A question mark means that the speaker is not sure.",
        [
            "newsreader quotes --by blinken",
            "newsreader quotes --by blinken --by shoigu --match weapons",
            "newsreader quotes --about china --match 'lethal OR weapons' --since 2024-04",
            "newsreader quotes --by putin --sure --csv > putin.csv",
            "newsreader quotes --match 'overwhelming majority' --variants",
            "newsreader quotes --json | jq -r 'select(.confidence > 0.9) | .speaker_name' | sort | uniq -c",
        ],
    )
    _add_filters(parser)
    parser.add_argument(
        "--variants", action="store_true", help="each statement once, with all articles that quote it"
    )
    parser.add_argument(
        "--limit",
        metavar="N",
        type=positive,
        help=f"at most N quotes for each --by (all as JSON, CSV or Markdown, else {LIMIT})",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="print a table for a spreadsheet")
    form.add_argument("--markdown", action="store_true", help="print quotations with their sources")
    return parser


def _add_filters(parser: Parser) -> None:
    """The options that say which quotes."""
    parser.add_argument(
        "--by",
        metavar="NAME",
        type=word,
        action="append",
        help="said by this person or body; a part of the name will do, or an id (entity:12); "
        "give it again for another speaker",
    )
    parser.add_argument(
        "--about", metavar="NAME", type=word, help="the quote or its sentence mentions this name"
    )
    parser.add_argument("--match", metavar="QUERY", type=word, help="the words of the quote match this query")
    parser.add_argument(
        "--since", metavar="DATE", type=word, help="in articles from this day, month or year on"
    )
    parser.add_argument(
        "--until", metavar="DATE", type=word, help="in articles up to this day, month or year"
    )
    parser.add_argument("--sure", action="store_true", help="leave out quotes whose speaker is not sure")
    parser.add_argument(
        "--indirect", action="store_true", help="also what is reported without quotation marks"
    )


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Print the quotes that match, those of each speaker asked for by themselves."""
    form = _form(options)
    _need_names(options)
    match = with_dates(options.match, options.since, options.until)
    limit = options.limit or (LIMIT if form == "text" else ALL)
    asked = [
        Asked(name, options.about, match, options.indirect, options.sure) for name in options.by or [None]
    ]
    with reading(options.archive, context) as archive:
        if match:
            with progress(context.errors) as report:
                archive.prepare_search(report)
        with asking(match or ""):
            found = _found(archive, asked, limit)
            if options.variants:
                told = Told()
                each = [(name, Counted(statements(archive, items, told), limit)) for name, items in found]
                _write_statements(each, archive, form, context.output)
                _remark(each, context)
            else:
                groups = [(name, Counted(items, limit)) for name, items in found]
                _write_quotes(groups, archive, form, context.output)
                _remark(groups, context)
    return Exit.FINE


def _need_names(options: argparse.Namespace) -> None:
    """Raise UsageError for a name that is empty, as that of a shell's variable can be."""
    for option, names in (("--by", options.by or ()), ("--about", (options.about,))):
        if any(name is not None and not name.strip() for name in names):
            raise UsageError(f"{option} needs a name; newsreader speakers lists who is quoted")


def _form(options: argparse.Namespace) -> str:
    """In which form to print."""
    forms = [form for form in ("json", "csv", "markdown") if getattr(options, form)]
    if len(forms) > 1:
        raise UsageError(
            f"{' and '.join(f'--{form}' for form in forms)} exclude each other; give one of them"
        )
    return forms[0] if forms else "text"


def _found(
    archive: Archive, asked: Sequence[Asked], limit: int
) -> list[tuple[str, Iterator[QuoteInArticle]]]:
    """The quotes of each speaker asked for; what two names both mean is given once."""
    if len(asked) == 1:
        return [("", find(archive, asked[0], limit))]
    seen = set[tuple[int, int, int]]()
    return [(each.by or "", unseen(find(archive, each, limit), seen)) for each in asked]


def _write_quotes(groups: Groups[QuoteInArticle], archive: Archive, form: str, output: Output) -> None:
    """Quotes in a form: as objects and as a table all together, for people those of each speaker."""
    reader = PassageReader(archive)
    found = map(reader.passage, _together(groups))
    if form == "json":
        for passage in found:
            output.json(fields.of_passage(passage))
    elif form == "csv":
        print_lines(export.as_csv(found), output)
    elif form == "markdown":
        for name, items in groups:
            print_lines(export.heading(name), output)
            print_lines(export.as_markdown(map(reader.passage, items)), output)
    else:
        for number, (name, items) in enumerate(groups):
            _print_heading(name, number, output)
            print_quotes(items, output)


def _write_statements(groups: Groups[Statement], archive: Archive, form: str, output: Output) -> None:
    """Statements with their variants in a form, as :func:`_write_quotes`."""
    reader = PassageReader(archive)
    found = (_surrounded(statement, reader) for statement in _together(groups))
    if form == "json":
        for variants in found:
            output.json(fields.of_statement(variants))
    elif form == "csv":
        print_lines(export.statements_as_csv(found), output)
    elif form == "markdown":
        for name, items in groups:
            print_lines(export.heading(name), output)
            print_lines(export.statements_as_markdown(_surrounded(each, reader) for each in items), output)
    else:
        for number, (name, items) in enumerate(groups):
            _print_heading(name, number, output)
            _print_statements(items, output)


def _together(groups: Groups[T]) -> Iterator[T]:
    """The items of all groups."""
    return chain.from_iterable(items for _, items in groups)


def _surrounded(statement: Statement, reader: PassageReader) -> export.Told:
    """The variants of a statement with their surroundings."""
    return [(variant, reader.passage(variant.found)) for variant in statement.variants]


def _print_heading(name: str, number: int, output: Output) -> None:
    """The name below which the quotes of one of several speakers stand."""
    if name:
        if number:
            output.line()
        output.line(f"BY {name}", BOLD)
        output.line()


def _print_statements(found: Iterable[Statement], output: Output) -> None:
    """Each statement as the first article quotes it, then who else does and how the words differ."""
    for number, statement in enumerate(found):
        if number:
            output.line()
        first, *later = statement.variants
        name = speaker(first.found.quote)
        output.paragraph(f"{name}: {whole(first)}", [(0, len(name), BOLD)])
        output.paragraph(where(first.found.article), indent=2)
        for variant in later:
            _print_variant(variant, name, output)
        if statement.has_most:
            output.paragraph(MORE_ARTICLES, indent=2)


def _print_variant(variant: Variant, first_speaker: str, output: Output) -> None:
    """Where the words stand as well, whom that article names for them if it is another, and what differs."""
    name = speaker(variant.found.quote)
    said = marked(variant.pieces) if export.differs(variant) else "the same words"
    as_whose = f" · as {name}" if name != first_speaker else ""
    output.paragraph(f"{where(variant.found.article)}{as_whose}: {said}", indent=2)


def _remark(groups: Groups[T], context: Context) -> None:
    """Say when there is nothing, or more."""
    shown = sum(items.count for _, items in groups)
    if not shown:
        context.errors.note("no quote matches; newsreader speakers lists who is quoted")
        return
    for name, items in groups:
        if not items.count:
            context.errors.note(f"no quote by {name} matches; newsreader speakers lists who is quoted")
    if any(items.more for _, items in groups):
        context.errors.note(f"there are more than these {shown}; --limit N shows more")
