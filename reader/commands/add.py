"""``newsreader add``: articles into the archive."""

from __future__ import annotations

import argparse
import os
import sys

from index.archive import Archive
from index.models import AddReport
from reader import fields
from reader.context import Context
from reader.exits import Exit
from reader.parser import Parser, positive, word
from reader.places import writing
from reader.progress import progress

TAKES_QUERY = False


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader add",
        "Read articles into the archive, which is made if there is none. "
        "An article that it holds already is not added again.",
        [
            "newsreader add ~/articles",
            "newsreader add one.txt two.txt --source Reuters",
            "zcat dump.txt.gz | newsreader add -",
            "newsreader add --archive /srv/news ~/articles",
        ],
    )
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        type=word,
        help="a file, a folder with all in it, or - for standard input",
    )
    parser.add_argument("--source", metavar="NAME", type=word, help="the source of articles that name none")
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=positive,
        default=os.cpu_count() or 1,
        help="processes that read (all cores)",
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Add the articles; what could not be read is told by name."""
    with writing(options.archive) as archive:
        before = archive.count()
        try:
            report = _add(archive, options, context)
        except KeyboardInterrupt:
            context.errors.note(
                f"interrupted; {_articles(archive.count() - before)} added before that stay in the archive"
            )
            return Exit.INTERRUPTED
    for problem in report.problems:
        context.errors.note(f"{problem.origin}: {problem.reason}")
    context.errors.note(
        f"added {_articles(report.added)}, {report.known} known already, {len(report.problems)} not read"
    )
    if options.json:
        context.output.json(fields.of_add(report))
    return Exit.FAILED if report.problems else Exit.FINE


def _add(archive: Archive, options: argparse.Namespace, context: Context) -> AddReport:
    """Read and add under a progress bar."""
    from index.formats import read_paths

    items = read_paths(options.paths, sys.stdin.buffer if sys.stdin else None)
    with progress(context.errors) as report:
        return archive.add(items, source=options.source, jobs=options.jobs, report=report)


def _articles(count: int) -> str:
    return f"{count} article" + ("" if count == 1 else "s")
