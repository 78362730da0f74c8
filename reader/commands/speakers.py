"""``newsreader speakers``: who is quoted."""

from __future__ import annotations

import argparse

from index.models import Speaker
from reader import fields
from reader.commands.lines import print_table
from reader.context import Context
from reader.exits import Exit
from reader.parser import Parser, word
from reader.places import reading

TAKES_QUERY = False
ALL = 2**31


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader speakers",
        "Print who is quoted, most quoted first: how often, in how many articles, from when to when.",
        ["newsreader speakers", "newsreader speakers bli", "newsreader speakers --json | jq -r .name | head"],
    )
    parser.add_argument(
        "prefix", metavar="PREFIX", nargs="*", type=word, help="the beginning of any word of the name"
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Print the speakers."""
    with reading(options.archive, context) as archive:
        found = archive.speakers(" ".join(options.prefix), limit=ALL)
    if options.json:
        for speaker in found:
            context.output.json(fields.of_speaker(speaker))
    else:
        rows = [(one.name, str(one.quotes), str(one.articles), _period(one)) for one in found]
        print_table(("SPEAKER", "QUOTES", "ARTICLES", "PUBLISHED"), rows, (1, 2), context.output)
    if not found:
        context.errors.note("nobody of that name is quoted" if options.prefix else "nobody is quoted")
    return Exit.FINE


def _period(speaker: Speaker) -> str:
    """From when to when, as far as the articles are dated."""
    first, last = str(speaker.first), str(speaker.last)
    return first if first == last else " to ".join(filter(None, [first, last]))
