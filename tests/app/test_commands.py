"""The table of commands: every command can be run, no key has two meanings, every terminal sends the keys."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from reader.settings import Settings
from reader.tui.commands import COMMANDS, Command, Scope, in_scope, key_name, rebind
from reader.tui.panes.article import ArticlePane
from reader.tui.screens.command_list import matching
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.list_pane import ListPane
from reader.tui.widgets.query_line import QueryLine
from tests.app.memory import MemoryArchive
from tests.app.screen import reading

ROOT = Path(__file__).parents[2]
OWNERS = {Scope.SCREEN: (ReadingScreen,), Scope.PANE: (ListPane, ArticlePane), Scope.QUERY: (QueryLine,)}
MOVES = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab"}
EDITING = {"enter", "space", "escape", "backspace", "delete", "f1"}
BRACES = {"left_curly_bracket", "right_curly_bracket"}
SIGNS = {"slash", "asterisk", "question_mark", "colon", "left_square_bracket", "right_square_bracket"}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_an_action_where_its_keys_work(command: Command) -> None:
    for owner in OWNERS[command.scope]:
        assert callable(getattr(owner, f"action_{command.action}", None))


@pytest.mark.parametrize("scope", Scope)
def test_no_key_has_two_meanings(scope: Scope) -> None:
    shared = (
        [] if scope is Scope.QUERY else list(in_scope(Scope.PANE if scope is Scope.SCREEN else Scope.SCREEN))
    )
    keys = Counter(key for command in [*in_scope(scope), *shared] for key in command.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_only_keys_that_every_terminal_sends_are_bound() -> None:
    for command in COMMANDS:
        for key in command.keys:
            plain = re.fullmatch(r"[a-zA-Z0-9]|ctrl\+[abcdefhlnopqruw]", key)
            assert plain or key in MOVES | EDITING | SIGNS | BRACES, key


def in_the_readme() -> set[str]:
    """The keys in the README's table."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.partition("| Key | |")[2].partition("\n\n")[0]
    return set(re.findall(r"`([^`]+)`", "".join(row.split("|")[1] for row in table.splitlines()[2:])))


def in_the_manual() -> set[str]:
    """The keys in the manual page."""
    text = (ROOT / "docs" / "newsreader.1").read_text(encoding="utf-8")
    keys = text.partition(".Sh KEYS")[2].partition(".Sh QUERIES")[0].replace("\\&", "")
    return {key for line in re.findall(r"^\.I[ct] (?:Ic )?(.+)$", keys, re.MULTILINE) for key in line.split()}


@pytest.mark.parametrize("shown", [in_the_readme(), in_the_manual()], ids=["readme", "manual"])
def test_the_documentation_names_a_key_of_each_command_and_none_that_is_none(shown: set[str]) -> None:
    assert shown <= {key_name(key) for command in COMMANDS for key in command.keys}
    outside = [command for command in COMMANDS if command.scope is not Scope.QUERY]
    assert [each.name for each in outside if not shown & set(map(key_name, each.keys))] == []


def test_names_are_unique() -> None:
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))


def test_commands_are_found_by_all_words_typed() -> None:
    assert [command.name for command in matching("next match", COMMANDS)] == ["next-match"]
    assert matching("no such command", COMMANDS) == []


def test_a_user_gives_commands_other_keys() -> None:
    commands, problems = rebind({"next-match": "ctrl+n, ?", "help": "f1"})
    keys = {command.name: command.keys for command in commands}
    assert keys["next-match"] == ("ctrl+n", "question_mark")
    assert keys["help"] == ("f1",)
    assert problems == ()


def test_a_key_that_has_a_meaning_already_is_told_and_left_as_it_is() -> None:
    commands, problems = rebind({"next-match": "?", "top": "T"})
    keys = {command.name: command.keys for command in commands}
    assert keys["next-match"] == ("n",)
    assert keys["top"] == ("T",)
    assert problems == ("next-match: ? is help already",)


def test_a_key_that_does_not_exist_is_told() -> None:
    commands, problems = rebind({"help": "ctrl-x"})
    assert {command.name: command.keys for command in commands}["help"] == ("question_mark", "f1")
    assert "there is no key “ctrl-x”" in problems[0]


def test_keys_of_no_command_and_no_keys_are_told() -> None:
    _, problems = rebind({"nonsense": "x", "help": ""})
    assert problems == ("there is no command “nonsense”; ? lists them", "help: no key is named")


async def test_the_own_keys_work_and_the_help_shows_them() -> None:
    archive = MemoryArchive()
    archive.put("Bridge", "A bridge.")
    settings = Settings(keys={"help": "f1", "sort": "o,O", "open-quote": "d"})
    async with reading(archive, size=(100, 90), settings=settings) as reader:
        await reader.press("f1")
        assert "d                         Go to the quote" in reader.text
        await reader.press("q", "question_mark", "O")
        assert "oldest first" in reader.lines[0]
