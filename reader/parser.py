"""The parts that all parsers of the command line share."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn

from reader.exits import HelpAsked, UsageError

_ESCAPE = "\ue000"
"""Set before a word that begins with a dash but is no option, to lead it past argparse."""

_DASH_WORD = re.compile(r"-[^-].*", re.DOTALL)


class Parser(argparse.ArgumentParser):
    """A parser that writes nothing and ends nothing: it raises HelpAsked or UsageError."""

    def __init__(
        self, prog: str, description: str, examples: Sequence[str] = (), usage: str | None = None
    ) -> None:
        super().__init__(
            prog=prog,
            usage=usage,
            description=description,
            epilog="\n".join(["examples:", *(f"  {example}" for example in examples)]) if examples else None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self.color = False  # from Python 3.14 on, argparse colours its help unless told not to

    def print_help(self, file: object = None) -> NoReturn:
        """Ask the caller to show the help."""
        raise HelpAsked(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Tell the caller what is wrong and where help is."""
        raise UsageError(f"{message.replace(_ESCAPE, '')}; see {self.prog} --help")

    def read(self, words: Sequence[str], *, query: bool = False) -> argparse.Namespace:
        """The options in the words of a command line, in any order.

        With ``query``, a word such as ``-china`` belongs to it; what follows ``--`` is never an option.
        """
        end = words.index("--") if "--" in words else len(words)
        before = [_ESCAPE + word if query and self._is_excluded(word) else word for word in words[:end]]
        try:
            return self.parse_intermixed_args(before + [_ESCAPE + word for word in words[end + 1 :]])
        except UsageError as error:
            unknown = next(filter(self._is_no_option, words[:end]), None)
            if unknown is None:
                raise
            asked = f"to search for it, write {self.prog} -- {unknown}; " if query else ""
            raise UsageError(f"there is no option {unknown}; {asked}see {self.prog} --help") from error

    def _is_excluded(self, word: str) -> bool:
        """Whether a word with one dash before it belongs to a query."""
        return _DASH_WORD.fullmatch(word) is not None and word not in self._option_string_actions

    def _is_no_option(self, word: str) -> bool:
        """Whether a word looks like an option and is none."""
        return word.startswith("--") and word.partition("=")[0] not in self._option_string_actions


def word(text: str) -> str:
    """The type of every argument that is text."""
    return text.removeprefix(_ESCAPE)


def positive(text: str) -> int:
    """The type of a count."""
    text = word(text)
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:19]) < 2**31:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)


def add_common(parser: argparse.ArgumentParser) -> None:
    """The options that every command takes."""
    common = parser.add_argument_group("for every command")
    common.add_argument(
        "--archive", metavar="DIR", help="the archive's directory (else NEWSREADER_ARCHIVE, else yours)"
    )
    common.add_argument("--json", action="store_true", help="print one JSON object a line")
    common.add_argument("--version", action=_Version, nargs=0, help="print the version and end")


class _Version(argparse.Action):
    """Asks the caller to show the version, whatever else the line lacks."""

    def __call__(self, *_: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("newsreader")
        except PackageNotFoundError:
            number = "(not installed)"
        raise HelpAsked(f"newsreader {number}")
