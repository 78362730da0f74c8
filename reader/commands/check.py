"""``newsreader check``: what is not whole in the archive."""

from __future__ import annotations

import argparse
import os

from reader import fields
from reader.context import Context
from reader.exits import Exit
from reader.parser import Parser, positive
from reader.places import reading
from reader.progress import progress

TAKES_QUERY = False


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader check",
        "Print what is not whole in the archive. The exit code is 0 when all is, else 1. Articles of which "
        "another version has read the names and quotes are counted, and do no harm; as JSON they are an "
        'object with the field "outdated", their number.',
        ["newsreader check", "newsreader check --repair", "newsreader check --json | jq -r .reason"],
    )
    parser.add_argument(
        "--repair",
        action="store_true",
        help="rebuild what can be rebuilt, read again what an older version has read",
    )
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=positive,
        default=os.cpu_count() or 1,
        help="processes that read again (all cores)",
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Print the problems, with ``--repair`` those that remain."""
    with reading(options.archive, context) as archive:
        before = archive.outdated()
        with progress(context.errors) as report:
            problems = archive.check(repair=options.repair, jobs=options.jobs, report=report)
        after = archive.outdated()
        articles = archive.count()
    for problem in problems:
        if options.json:
            context.output.json(fields.of_problem(problem))
        else:
            context.output.line(f"{problem.origin}: {problem.reason}")
    if problems and not options.repair:
        context.errors.note("not whole; newsreader check --repair rebuilds what can be rebuilt")
    elif not problems and not options.json:
        context.output.line(f"the archive is whole: {_articles(articles)}")
    if before > after:
        context.errors.note(f"read the names and quotes of {_articles(before - after)} again")
    if after:
        reason = _outdated(after, tried=options.repair)
        if options.json:
            context.output.json(fields.of_outdated(str(archive.path), reason, after))
        else:
            context.errors.note(reason)
    return Exit.FAILED if problems else Exit.FINE


def _outdated(count: int, *, tried: bool) -> str:
    """What to say of articles that another version of the program has read."""
    said = f"another version has read the names and quotes of {_articles(count)}; "
    return said + ("they could not be read again" if tried else "newsreader check --repair reads them again")


def _articles(count: int) -> str:
    return f"{count} article" + ("" if count == 1 else "s")
