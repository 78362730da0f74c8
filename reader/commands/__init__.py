"""The sub-commands, one module each; a module is loaded when its command is called."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Protocol, cast

from reader.context import Context
from reader.exits import Exit
from reader.parser import Parser

SUMMARIES = {
    "add": "read files, folders or standard input into the archive",
    "search": "find articles",
    "show": "print one article, its entities and quotes",
    "quotes": "who said what, where",
    "speakers": "who is quoted, and how often",
    "entities": "the persons, organisations and places, with counts",
    "names": "who is who: merge, split, rename, reject, relabel, undo",
    "attribute": "who said it: set the speaker of a quote right",
    "annotate": "find entities and quotes in JSON lines, without an archive",
    "check": "is the archive whole? rebuild what can be rebuilt",
}


class Command(Protocol):
    """What a module of this package offers."""

    TAKES_QUERY: bool
    """Whether the positional words are a query, in which ``-word`` is no option."""

    def parser(self) -> Parser:
        """The parser of its own options."""

    def run(self, options: argparse.Namespace, context: Context) -> Exit:
        """Do what the options ask."""


def load(name: str) -> Command:
    """The module of a sub-command, or of the reader ("read")."""
    return cast(Command, import_module(f"reader.commands.{name}"))
