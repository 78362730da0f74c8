"""What is wrong with a name or a quote: a menu whose letters select an answer, which Enter carries out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from index.models import Label, Quote
from index.models.decisions import Decision, DecisionKind
from reader.tui.cells import Part, cut, printable
from reader.tui.named import Named
from reader.tui.notices import KINDS, decision_line
from reader.tui.styles import BOLD, DIM, ENTITY_WORDS, PLAIN
from reader.tui.widgets.list_pane import ListPane, Row, text_rows

LETTERS = {Label.PERSON: "p", Label.ORG: "o", Label.PLACE: "l", Label.MISC: "m"}


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer about a name; ``kind`` is None for taking the last correction back."""

    key: str
    text: str
    kind: DecisionKind | None
    label: Label | None = None
    name: str = ""


def subject(named: Named) -> list[Part]:
    """A name with its kind."""
    return [(named.name, BOLD), (f", {ENTITY_WORDS[named.label]}" if named.label else "", PLAIN)]


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


class QuoteAnswer(StrEnum):
    """What can be said of a quote; the values are the letters that select it."""

    ANOTHER = "a"
    THIS = "t"
    NOBODY = "k"
    NO_QUOTE = "n"
    NAME = "m"
    UNDO = "u"


def quote_choices(quote: Quote, last: Decision | None) -> dict[QuoteAnswer, str]:
    """What can be wrong with a quote, and the correction ``last`` to take back if there is one.

    The answer that asks further comes first: Enter pressed too soon decides nothing.
    """
    name = quote.speaker_name
    offered = {QuoteAnswer.ANOTHER: "is what somebody else says …" if name else "is what somebody says …"}
    if quote.speaker_id is not None and not quote.corrected:
        offered[QuoteAnswer.THIS] = f"is what {name} says: it is right"
    if name is not None or not quote.corrected:
        offered[QuoteAnswer.NOBODY] = "is what nobody known says"
    offered[QuoteAnswer.NO_QUOTE] = "is no quote"
    if quote.speaker_id is not None:
        offered[QuoteAnswer.NAME] = f"the name “{name}” is wrong …"
    if last is not None:
        offered[QuoteAnswer.UNDO] = f"take back: {decision_line(last)}"
    return offered


class CorrectionScreen(Screen[int | None]):
    """The menu; its result is the index of what was chosen, or None.

    Its keys go before those of the list, which a user's key map may give any key.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,x,ctrl+c", "leave", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        *(
            Binding(letter, f"select({letter!r})", show=False, priority=True)
            for letter in dict.fromkeys(
                ("s", "r", *LETTERS.values(), "n", "d", "u", *(each.value for each in QuoteAnswer))
            )
        ),
    ]

    def __init__(self, subject: Sequence[Part], sentence: str, offered: Sequence[tuple[str, str]]) -> None:
        """``subject`` is asked about, ``sentence`` says more of it, ``offered`` are letters with answers."""
        super().__init__()
        self._subject = subject
        self._sentence = sentence
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
        for item, (key, _) in enumerate(self._offered):
            if key == letter:
                self.query_one(ListPane).move_to(item)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        pane = self.query_one(ListPane)
        pane.move_to(pane.cursor + step)

    def action_take(self) -> None:
        """Close with the answer under the cursor."""
        self.dismiss(self.query_one(ListPane).cursor)

    @on(ListPane.Opened)
    def _opened(self, event: ListPane.Opened) -> None:
        self.dismiss(event.item)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    def _rows(self, width: int) -> list[Row]:
        """What is asked about, its sentence, the answers."""
        (text, style), *notes = self._subject
        room = width - 1 - sum(cell_len(note) for note, _ in notes)
        rows = [Row(()), Row(((" ", PLAIN), (cut(printable(text), room), style), *notes))]
        if self._sentence:
            rows += text_rows(self._sentence, width)
        rows.append(Row(()))
        for item, (key, answer) in enumerate(self._offered):
            rows.append(Row(((f" {key or ' '}  ", BOLD), (cut(printable(answer), width - 6), PLAIN)), item))
        rows += [Row(()), Row(((" What you say here holds against whatever the program finds.", DIM),))]
        return rows
