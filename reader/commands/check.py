"""``newsreader check``: what is not whole in the archive."""

from __future__ import annotations

import argparse

from reader import fields
from reader.context import Context
from reader.exits import Exit
from reader.parser import Parser
from reader.places import reading
from reader.progress import progress

TAKES_QUERY = False


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader check",
        "Print what is not whole in the archive. The exit code is 0 when all is, else 1.",
        ["newsreader check", "newsreader check --repair", "newsreader check --json | jq -r .reason"],
    )
    parser.add_argument("--repair", action="store_true", help="rebuild what can be rebuilt")
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Print the problems, with ``--repair`` those that remain."""
    with reading(options.archive, context) as archive:
        with progress(context.errors) as report:
            problems = archive.check(repair=options.repair, report=report)
        articles = archive.count()
    for problem in problems:
        if options.json:
            context.output.json(fields.of_problem(problem))
        else:
            context.output.line(f"{problem.origin}: {problem.reason}")
    if problems and not options.repair:
        context.errors.note("not whole; newsreader check --repair rebuilds what can be rebuilt")
    elif not problems and not options.json:
        context.output.line(f"the archive is whole: {articles} article" + ("" if articles == 1 else "s"))
    return Exit.FAILED if problems else Exit.FINE
