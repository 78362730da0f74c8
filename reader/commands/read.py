"""``newsreader`` without a sub-command: the reader on the terminal. The only module that loads the screen."""

from __future__ import annotations

import argparse
import os
import sys

from reader.commands import SUMMARIES
from reader.context import Context
from reader.exits import Exit, UsageError
from reader.parser import Parser, word

TAKES_QUERY = True
DASHES = "newsreader -- search warrants"


def parser() -> Parser:
    """The options of the bare command; its help is the help of the whole."""
    wide = max(map(len, SUMMARIES))
    commands = [f"  {name.ljust(wide)}  {summary}" for name, summary in SUMMARIES.items()]
    parser = Parser(
        "newsreader",
        "\n".join(
            [
                "A reader for archives of news articles: search them, and see who said what.",
                "Without a command it opens the screen, on the results of QUERY if there is one.",
                "",
                "commands (newsreader COMMAND --help says more):",
                *commands,
            ]
        ),
        [
            "newsreader                           open your archive, at first a sample",
            "newsreader putin sanctions           open it on what matches both words",
            f"{DASHES}        the words after -- are always a query",
            "newsreader add ~/articles            make your own archive",
            "newsreader search putin --json | jq  read without the screen",
            "newsreader quotes --by blinken       who said what, in plain text",
        ],
        usage="newsreader [QUERY ...]\n       newsreader COMMAND [ARGUMENT ...]",
    )
    parser.add_argument(
        "query", metavar="QUERY", nargs="*", type=word, help="words, phrases and fields to search for"
    )
    parser.add_argument(
        "--completion", choices=["bash", "zsh", "fish"], help="print the completion for a shell and end"
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Open the screen, and come back when the user leaves it."""
    if options.completion:
        from reader.completion import completion

        context.output.document(completion(options.completion))
        return Exit.FINE
    query = " ".join(options.query) or None
    if options.json:
        raise UsageError("--json needs a command that prints: newsreader search QUERY --json")
    _require_terminal()
    from reader.places import for_screen

    path, sample = for_screen(options.archive, context)
    from reader.tui import run as open_screen

    return _exit(open_screen(path, query, sample=sample))


def _exit(code: int) -> Exit:
    """The screen's exit code as one of those that the command knows."""
    return Exit(code) if code in set(Exit) else Exit.FAILED


def _require_terminal() -> None:
    """Raise UsageError where the screen cannot be drawn or keys cannot be read."""
    instead = "use newsreader search QUERY, newsreader show ID or newsreader quotes"
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(f"the reader needs a terminal for input and output; without one, {instead}")
    if os.environ.get("TERM", "") in {"", "dumb"}:
        raise UsageError(
            f"this terminal (TERM={os.environ.get('TERM', '')}) cannot show the reader; {instead}"
        )
