"""The named commands: one table drives keys, help, the command list, the documentation and key maps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from textual.binding import Binding, BindingType


class Scope(StrEnum):
    """Where a command's keys work."""

    SCREEN = "everywhere"
    PANE = "in a pane"
    QUERY = "in the query line"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the reader can do.

    ``name`` is the public name, for key maps. ``keys`` are Textual's names of keys, the first one
    shown. ``title`` says what it does; ``hint`` is a word for the status line, if it belongs there.
    """

    name: str
    keys: tuple[str, ...]
    title: str
    scope: Scope = Scope.SCREEN
    hint: str = ""

    @property
    def action(self) -> str:
        """The action method's name, without its prefix."""
        return self.name.replace("-", "_")


COMMANDS = (
    Command("help", ("question_mark", "f1"), "Show all keys", hint="help"),
    Command("commands", ("colon", "ctrl+p"), "Find a command by name"),
    Command(
        "search", ("slash",), "Type a query in place of this one; a space first adds to it", hint="search"
    ),
    Command("suggestion", ("m",), "Search for what may have been meant, where nothing is found"),
    Command("next-match", ("n",), "Next match of the query in the article", hint="match"),
    Command("previous-match", ("N",), "Previous match of the query"),
    Command(
        "next-entity", ("e",), "Next name in the article: person, organisation, place, other", hint="name"
    ),
    Command("previous-entity", ("E",), "Previous name"),
    Command(
        "entity-page",
        ("p",),
        "Page of the name under the cursor: where it is named, and with whom",
        hint="page",
    ),
    Command("names", ("P",), "All names of the results, most often named first"),
    Command("whole-archive", ("t",), "Count names in the whole archive, or in the results again"),
    Command("filter", ("f",), "Only results that name what is under the cursor"),
    Command("unfilter", ("F",), "Take the last such filter away"),
    Command(
        "speaker",
        ("s",),
        "Page of the speaker of this quote, or of this name: roles, months, topics, all quotes",
        hint="speaker",
    ),
    Command("compare", ("c",), "A second speaker beside this one, on the same query"),
    Command(
        "next-speaker",
        ("right_curly_bracket",),
        "Next speaker in the quotes pane, next part of a name's page",
    ),
    Command("previous-speaker", ("left_curly_bracket",), "Previous speaker, previous part"),
    Command("open-quote", ("o",), "Go to the quote that is selected in the quotes pane", hint="quote"),
    Command("evidence", ("w",), "Why this speaker: show the words that an attribution rests on", hint="why"),
    Command("variants", ("v",), "Who else reports the words of this quote, and which words differ"),
    Command("indirect", ("r",), "Show what is reported without quotation marks too, or hide it again"),
    Command("copy", ("y",), "Copy the quote with its speaker, date, source and article"),
    Command(
        "correct",
        ("x",),
        "Wrong? Say who says a quote, that a name is none, of another kind, the same as another",
        hint="wrong?",
    ),
    Command("undo", ("U",), "Take the last correction back"),
    Command("back", ("ctrl+o", "H"), "Back to where you were before the last jump"),
    Command("forward", ("L",), "Forward again"),
    Command("next-article", ("right_square_bracket", "J"), "Open the next result"),
    Command("previous-article", ("left_square_bracket", "K"), "Open the previous result"),
    Command("sort", ("S",), "Change the order of the results"),
    Command("refresh", ("R",), "Search again, for what has been added since"),
    Command("redraw", ("ctrl+l",), "Draw the screen anew, after something else has written on it"),
    Command("star", ("asterisk",), "Star the article, or take the star away"),
    Command("unread", ("u",), "Mark the article as unread, or as read"),
    Command("legend", ("i",), "Show how persons, organisations, places and dates are marked"),
    Command("results-pane", ("1",), "Go to the results"),
    Command("article-pane", ("2",), "Go to the article"),
    Command("quotes-pane", ("3",), "Go to the quotes"),
    Command("entity-pane", ("4",), "Go to the page of a name"),
    Command("next-pane", ("tab", "right", "l"), "Go to the pane on the right"),
    Command("previous-pane", ("shift+tab", "left", "h"), "Go to the pane on the left"),
    Command("zoom", ("z",), "Give the whole width to this pane, or take it back"),
    Command("step-out", ("escape", "ctrl+c"), "One step out: from quotes to article, results, all articles"),
    Command("close", ("q",), "One step out; from the results, leave the reader"),
    Command("quit", ("ctrl+q",), "Leave the reader"),
    Command("down", ("j", "down"), "One down", Scope.PANE),
    Command("up", ("k", "up"), "One up", Scope.PANE),
    Command("page-down", ("space", "pagedown", "ctrl+d", "ctrl+f"), "One page down", Scope.PANE),
    Command("page-up", ("b", "pageup", "ctrl+u", "ctrl+b"), "One page up", Scope.PANE),
    Command("top", ("g", "home"), "To the beginning", Scope.PANE),
    Command("bottom", ("G", "end"), "To the end", Scope.PANE),
    Command("open", ("enter",), "Open what is selected", Scope.PANE),
    Command("submit", ("enter", "tab"), "Go to the results", Scope.QUERY),
    Command("leave", ("escape", "ctrl+c"), "Leave the query line", Scope.QUERY),
    Command("earlier", ("up",), "Earlier query", Scope.QUERY),
    Command("later", ("down",), "Later query", Scope.QUERY),
    Command("cursor-left", ("left",), "One character left", Scope.QUERY),
    Command("cursor-right", ("right",), "One character right", Scope.QUERY),
    Command("line-start", ("home", "ctrl+a"), "To the start of the query", Scope.QUERY),
    Command("line-end", ("end", "ctrl+e"), "To the end of the query", Scope.QUERY),
    Command("delete-left", ("backspace", "ctrl+h"), "Delete the character on the left", Scope.QUERY),
    Command("delete-right", ("delete",), "Delete the character under the cursor", Scope.QUERY),
    Command("delete-word", ("ctrl+w",), "Delete the word on the left", Scope.QUERY),
    Command("clear", ("ctrl+u",), "Delete the query", Scope.QUERY),
)

KEY_NAMES = {
    "slash": "/",
    "asterisk": "*",
    "question_mark": "?",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "backspace": "Backspace",
    "delete": "Del",
    "f1": "F1",
}


A_KEY = re.compile(r"\w|ctrl\+[a-z]|f\d{1,2}")
"""The keys that a command may be given, beside those with names."""


def key_name(key: str) -> str:
    """A key as people write it: ``slash`` is ``/``, ``ctrl+o`` is ``ctrl+o``."""
    return KEY_NAMES.get(key, key)


def keys_of(command: Command) -> str:
    """All keys of a command, for people."""
    return " ".join(key_name(key) for key in command.keys)


def key_of(name: str, commands: Iterable[Command] = COMMANDS) -> str:
    """The first key of a command, for people."""
    return next(key_name(command.keys[0]) for command in commands if command.name == name)


def in_scope(scope: Scope, commands: Iterable[Command] = COMMANDS) -> Iterator[Command]:
    """The commands of one scope, in the table's order."""
    return (command for command in commands if command.scope is scope)


def bindings(scope: Scope) -> list[BindingType]:
    """Textual's bindings for one scope; each command's name is the binding's id."""
    return [
        Binding(",".join(command.keys), command.action, command.title, show=False, id=command.name)
        for command in in_scope(scope)
    ]


def bindings_named(names: Iterable[str]) -> list[BindingType]:
    """Textual's bindings for some commands, as above."""
    chosen = set(names)
    every = (each for scope in Scope for each in bindings(scope))
    return [each for each in every if isinstance(each, Binding) and each.id in chosen]


def rebind(keys: Mapping[str, str]) -> tuple[tuple[Command, ...], tuple[str, ...]]:
    """The table with a user's own keys, and what is wrong with those that are left out.

    ``keys`` are names of keys divided by commas, by the name of a command. Keys are left as they are
    by default where the command is not known or the key has another meaning in the same place.
    """
    table = {command.name: command for command in COMMANDS}
    problems = []
    for name, text in keys.items():
        wanted = tuple(_key(each.strip()) for each in text.split(",") if each.strip())
        if name not in table:
            problems.append(f"there is no command “{name}”; ? lists them")
        elif not wanted:
            problems.append(f"{name}: no key is named")
        elif strange := [key for key in wanted if not A_KEY.fullmatch(key) and key not in KEY_NAMES]:
            problems.append(f"{name}: there is no key “{strange[0]}”; say for example n, ctrl+n, f5, space")
        else:
            table[name] = replace(table[name], keys=wanted)
    while clash := next(_clashes(table, keys), None):
        name, told = clash
        problems.append(told)
        table[name] = next(command for command in COMMANDS if command.name == name)
    return tuple(table.values()), tuple(problems)


def _clashes(table: Mapping[str, Command], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The commands among ``names`` that have other keys than by default and share one, and with which."""
    for name in names:
        command = table.get(name)
        if command is None or command in COMMANDS:
            continue
        taken = _meanings(table.values(), command)
        if taken:
            yield name, f"{name}: {taken}"


def _key(name: str) -> str:
    """Textual's name of a key: ``?`` is ``question_mark``."""
    return next((key for key, shown in KEY_NAMES.items() if name == shown), name)


def _meanings(commands: Iterable[Command], command: Command) -> str:
    """What other commands that work in the same place mean by any of a command's keys."""
    query = command.scope is Scope.QUERY
    others = [each for each in commands if each.name != command.name and (each.scope is Scope.QUERY) is query]
    taken = [(key, each.name) for key in command.keys for each in others if key in each.keys]
    return ", ".join(f"{key_name(key)} is {name} already" for key, name in taken)


def hints(commands: Iterable[Command] = COMMANDS) -> str:
    """The line of keys that the status line shows."""
    return "  ".join(f"{key_name(command.keys[0])} {command.hint}" for command in commands if command.hint)
