"""``newsreader entities``: persons, organisations and places, with counts."""

from __future__ import annotations

import argparse

from index.models import Label
from reader import fields
from reader.commands.lines import print_table
from reader.context import Context
from reader.exits import Exit
from reader.parser import Parser
from reader.places import reading

TAKES_QUERY = False
ALL = 2**31


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader entities",
        "Print the entities of the archive, most often named first.",
        ["newsreader entities --label PERSON", "newsreader entities --json | jq -r '[.label, .name] | @tsv'"],
    )
    labels = [label.value for label in Label]
    parser.add_argument("--label", type=str.upper, choices=labels, help="only entities of this kind")
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Print the entities."""
    with reading(options.archive, context) as archive:
        found = archive.entities(Label(options.label) if options.label else None, limit=ALL)
    if options.json:
        for entity in found:
            context.output.json(fields.of_entity(entity))
    else:
        rows = [(one.name, one.label.value, str(one.mentions), str(one.articles)) for one in found]
        print_table(("NAME", "LABEL", "MENTIONS", "ARTICLES"), rows, (2, 3), context.output)
    if not found:
        context.errors.note("no entities")
    return Exit.FINE
