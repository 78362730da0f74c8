"""The command ``newsreader``: finds the sub-command, runs it, and turns every end into an exit code.

Nothing here, and nothing that ``--help`` needs, loads the screen, the index or the database.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from index.errors import ArchiveError, NotFoundError
from reader.commands import SUMMARIES, load
from reader.context import Context
from reader.diagnostics import Diagnostics
from reader.exits import Exit, HelpAsked, OutputClosed, OutputError, QueryFault, UsageError
from reader.output import Output
from reader.parser import Parser, add_common

DEBUG = "NEWSREADER_DEBUG"
_ANNOTATING = ("add", "annotate", "check")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with the words after its name, by default the process's, and return the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    context = Context(Output(sys.stdout), Diagnostics(sys.stderr))
    code = _guarded(lambda: _run(words, context), context)
    return int(_guarded(lambda: _finish(code, context), context))


def command_of(words: Sequence[str]) -> tuple[str, list[str]]:
    """The sub-command that the words name ("read" for the reader) and the words without its name.

    The name is the first word that is no option; what follows ``--`` is never a name.
    """
    position = 0
    while position < len(words) and words[position].startswith("-") and words[position] != "--":
        position += 2 if words[position] == "--archive" else 1
    if position < len(words) and words[position] in SUMMARIES:
        return words[position], [*words[:position], *words[position + 1 :]]
    return "read", list(words)


def parser_of(command: str) -> Parser:
    """The parser of one sub-command."""
    parser = load(command).parser()
    add_common(parser)
    return parser


def _run(words: Sequence[str], context: Context) -> Exit:
    name, rest = command_of(words)
    command = load(name)
    options = parser_of(name).read(rest, query=command.TAKES_QUERY)
    _take_settings(name, context)
    return command.run(options, context)


def _take_settings(command: str, context: Context) -> None:
    """Choose the recogniser that the user has set; tell what is wrong with the settings where it matters."""
    from reader.settings import choose_engine, load_settings, settings_path

    settings = load_settings(settings_path())
    choose_engine(settings)
    if command in _ANNOTATING:
        for problem in settings.problems:
            context.errors.note(problem)


def _finish(code: Exit, context: Context) -> Exit:
    context.output.flush()
    return code


def _guarded(action: Callable[[], Exit], context: Context) -> Exit:
    """The exit code of an action, whatever happens in it; what went wrong is told."""
    try:
        return action()
    except HelpAsked as asked:
        text = str(asked)
        return _guarded(lambda: _show(text, context), context)
    except OutputClosed:
        context.output.abandon()
        return Exit.FINE
    except KeyboardInterrupt:
        context.errors.note("interrupted")
        return Exit.INTERRUPTED
    except QueryFault as fault:
        context.errors.query_fault(fault.query, fault.error)
        return Exit.USAGE
    except Exception as error:
        return _failed(error, context)


def _show(text: str, context: Context) -> Exit:
    context.output.document(text)
    return Exit.FINE


def _failed(error: Exception, context: Context) -> Exit:
    """Tell an error to the user; those that the program does not foresee on one line, too."""
    if isinstance(error, OutputError):
        context.output.abandon()
    if isinstance(error, UsageError | ArchiveError | OutputError):
        context.errors.note(str(error))
    elif isinstance(error, OSError) and error.strerror:
        name = f"{error.filename}: " if error.filename else ""
        context.errors.note(f"{name}{error.strerror}; check the path, its permissions and the free space")
    else:
        told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        context.errors.note(f"unexpected error: {told}; run with {DEBUG}=1 to see where")
    if os.environ.get(DEBUG):
        context.errors.traceback()
    if isinstance(error, UsageError):
        return Exit.USAGE
    return Exit.MISSING if isinstance(error, NotFoundError) else Exit.FAILED
