"""Completion for shells, written from the parsers so that it cannot fall behind them."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from reader.commands import SUMMARIES, load
from reader.parser import Parser, add_common

TAKES_FILES = {"add", "annotate"}


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its name, what it is for, whether a value follows, and the values when they are fixed."""

    name: str
    help: str
    valued: bool
    choices: tuple[str, ...]


def completion(shell: str) -> str:
    """The script for "bash", "zsh" or "fish"; :func:`options` gives it what the parsers know."""
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]()


def options(command: str) -> tuple[Option, ...]:
    """The options of a sub-command, or of the bare command ("read")."""
    parser = load(command).parser()
    add_common(parser)
    return tuple(_options(parser))


def _options(parser: Parser) -> Iterator[Option]:
    for action in parser._actions:
        for name in action.option_strings:
            if name.startswith("--"):
                valued = action.nargs != 0
                choices = tuple(str(choice) for choice in action.choices or ())
                text = "" if action.help in {None, argparse.SUPPRESS} else str(action.help)
                yield Option(name, text, valued, choices)


def _cases(indent: str, form: str) -> Iterator[str]:
    """One line of a shell's ``case`` for each command, with its options in ``form``."""
    for command in ("read", *SUMMARIES):
        names = " ".join(option.name for option in options(command))
        yield indent + form.format(pattern='""|-' if command == "read" else command, names=names)


def _values(form: str) -> Iterator[str]:
    """One line for each option with fixed values."""
    seen = {}
    for command in ("read", *SUMMARIES):
        seen.update({option.name: option.choices for option in options(command) if option.choices})
    for name, choices in sorted(seen.items()):
        yield form.format(name=name, choices=" ".join(choices))


def _bash() -> str:
    lines = [
        "# bash completion for newsreader; put it where bash-completion looks, or: source this file",
        "_newsreader() {",
        '    local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"',
        '    local command="" options="" i',
        "    COMPREPLY=()",
        "    for ((i = 1; i < COMP_CWORD; i++)); do",
        '        case "${COMP_WORDS[i]}" in',
        "            --archive) ((i++)) ;;",
        "            -*) ;;",
        f'            {"|".join(SUMMARIES)}) command="${{COMP_WORDS[i]}}"; break ;;',
        "            *) command=-; break ;;",
        "        esac",
        "    done",
        '    case "$previous" in',
        '        --archive) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;',
        *_values('        {name}) mapfile -t COMPREPLY < <(compgen -W "{choices}" -- "$word"); return ;;'),
        "    esac",
        '    case "$command" in',
        *_cases("        ", '{pattern}) options="{names}" ;;'),
        "    esac",
        '    if [[ "$word" == -* ]]; then',
        '        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")',
        '    elif [[ -z "$command" ]]; then',
        f'        mapfile -t COMPREPLY < <(compgen -W "{" ".join(SUMMARIES)}" -- "$word")',
        f'    elif [[ "$command" == @({"|".join(sorted(TAKES_FILES))}) ]]; then',
        '        mapfile -t COMPREPLY < <(compgen -f -- "$word")',
        "    fi",
        "}",
        "complete -o filenames -F _newsreader newsreader",
    ]
    return "\n".join(lines) + "\n"


def _zsh() -> str:
    lines = [
        "#compdef newsreader",
        "# zsh completion for newsreader; save it as _newsreader in a folder of $fpath",
        "_newsreader() {",
        "    local command='' i",
        "    local -a commands arguments",
        "    commands=(",
        *(f"        {shlex.quote(f'{name}:{summary}')}" for name, summary in SUMMARIES.items()),
        "    )",
        "    for ((i = 2; i < CURRENT; i++)); do",
        "        case ${words[i]} in",
        "            --archive) ((i++)) ;;",
        "            -*) ;;",
        f"            {'|'.join(SUMMARIES)}) command=${{words[i]}}; break ;;",
        "            *) command=-; break ;;",
        "        esac",
        "    done",
        "    case $command in",
    ]
    for command in ("read", *SUMMARIES):
        specs = " ".join(shlex.quote(_zsh_option(option)) for option in options(command))
        pattern = "''|-" if command == "read" else command
        lines.append(f"        {pattern}) arguments=({specs}) ;;")
    lines += [
        "    esac",
        "    if [[ -z $command ]]; then",
        "        _arguments $arguments '1: :{_describe command commands}' '*: :'",
        f"    elif [[ $command == ({'|'.join(sorted(TAKES_FILES))}) ]]; then",
        "        _arguments $arguments '*: :_files'",
        "    else",
        "        _arguments $arguments '*: :'",
        "    fi",
        "}",
        '_newsreader "$@"',
    ]
    return "\n".join(lines) + "\n"


def _zsh_option(option: Option) -> str:
    """An option as ``_arguments`` reads it: name, help, and what follows."""
    text = f"{option.name}[{option.help.replace('[', '(').replace(']', ')').replace(':', ' ')}]"
    if not option.valued:
        return text
    if option.name == "--archive":
        return f"{text}:directory:_directories"
    return f"{text}:value:({' '.join(option.choices)})" if option.choices else f"{text}:value: "


def _fish() -> str:
    names = " ".join(SUMMARIES)
    lines = [
        "# fish completion for newsreader; save it as newsreader.fish in ~/.config/fish/completions",
        "complete -c newsreader -f",
        *(
            f"complete -c newsreader -n {shlex.quote(f'not __fish_seen_subcommand_from {names}')} "
            f"-a {name} -d {shlex.quote(summary)}"
            for name, summary in SUMMARIES.items()
        ),
    ]
    for command in ("read", *SUMMARIES):
        seen = (
            f"not __fish_seen_subcommand_from {names}"
            if command == "read"
            else f"__fish_seen_subcommand_from {command}"
        )
        lines += [_fish_option(option, seen) for option in options(command)]
        if command in TAKES_FILES:
            lines.append(f"complete -c newsreader -n {shlex.quote(seen)} -F")
    return "\n".join(lines) + "\n"


def _fish_option(option: Option, seen: str) -> str:
    parts = ["complete -c newsreader", "-n", shlex.quote(seen), "-l", option.name.removeprefix("--")]
    if option.name == "--archive":
        parts += ["-x", "-a", "'(__fish_complete_directories)'"]
    elif option.valued:
        parts += ["-x", "-a", shlex.quote(" ".join(option.choices))] if option.choices else ["-x"]
    return " ".join([*parts, "-d", shlex.quote(option.help)])
