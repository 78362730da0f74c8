"""What is wrong with a name: a menu whose letters select an answer, which Enter carries out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from index.models import Decision, DecisionKind, Label
from reader.tui.cells import cut, printable
from reader.tui.named import Named
from reader.tui.notices import KINDS, decision_line
from reader.tui.styles import BOLD, DIM, ENTITY_WORDS, PLAIN
from reader.tui.widgets.list_pane import ListPane, Row, text_rows

LETTERS = {Label.PERSON: "p", Label.ORG: "o", Label.PLACE: "l", Label.MISC: "m"}


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer; ``kind`` is None for taking the last correction back."""

    key: str
    text: str
    kind: DecisionKind | None
    label: Label | None = None
    name: str = ""


def choices(named: Named, last: Decision | None) -> tuple[Choice, ...]:
    """What can be wrong with an entity, and the correction ``last`` to take back if there is one.

    The answers that ask further come first: Enter pressed too soon decides nothing.
    """
    offered = [
        Choice("s", "is the same as …", DecisionKind.MERGE),
        Choice("r", "is shown as …", DecisionKind.RENAME),
    ]
    for label, letter in LETTERS.items():
        if label is not named.label:
            offered.append(Choice(letter, f"is {KINDS[label]}", DecisionKind.RELABEL, label))
    offered.append(Choice("n", "is no person, organisation, place or other name", DecisionKind.REJECT))
    for index, name in enumerate(named.surfaces if len(set(named.surfaces)) > 1 else ()):
        text = f"is somebody else where it is written “{name}”"
        offered.append(Choice("" if index else "d", text, DecisionKind.SPLIT, name=name))
    if last is not None:
        offered.append(Choice("u", f"take back: {decision_line(last)}", None))
    return tuple(offered)


class CorrectionScreen(Screen[Choice | None]):
    """The menu; its result is what was chosen, or None.

    Its keys go before those of the list, which a user's key map may give any key.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,x,ctrl+c", "leave", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        *(
            Binding(letter, f"select({letter!r})", show=False, priority=True)
            for letter in ("s", "r", *LETTERS.values(), "n", "d", "u")
        ),
    ]

    def __init__(self, named: Named, offered: Sequence[Choice]) -> None:
        super().__init__()
        self._named = named
        self._offered = offered

    def compose(self) -> ComposeResult:
        """The list."""
        yield ListPane("WRONG? · a letter selects, Enter does it, Esc closes", id="choices")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(ListPane).focus()

    def on_resize(self, event: events.Resize) -> None:
        """Fill the list for the width."""
        self.query_one(ListPane).show_rows(self._rows(event.size.width - 2), keep_top=True)

    def action_select(self, letter: str) -> None:
        """Put the cursor on the answer with a letter, if it is offered."""
        for item, each in enumerate(self._offered):
            if each.key == letter:
                self.query_one(ListPane).move_to(item)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        pane = self.query_one(ListPane)
        pane.move_to(pane.cursor + step)

    def action_take(self) -> None:
        """Close with the answer under the cursor."""
        self.dismiss(self._offered[self.query_one(ListPane).cursor])

    @on(ListPane.Opened)
    def _opened(self, event: ListPane.Opened) -> None:
        self.dismiss(self._offered[event.item])

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    def _rows(self, width: int) -> list[Row]:
        """The name, its sentence, the answers."""
        kind = f", {ENTITY_WORDS[self._named.label]}" if self._named.label else ""
        rows = [
            Row(()),
            Row(((" ", PLAIN), (cut(printable(self._named.name), width - 20), BOLD), (kind, PLAIN))),
        ]
        if self._named.sentence:
            rows += text_rows(self._named.sentence, width)
        rows.append(Row(()))
        for item, each in enumerate(self._offered):
            text = cut(printable(each.text), width - 6)
            rows.append(Row(((f" {each.key or ' '}  ", BOLD), (text, PLAIN)), item))
        rows += [Row(()), Row(((" What you say here holds against whatever the program finds.", DIM),))]
        return rows
