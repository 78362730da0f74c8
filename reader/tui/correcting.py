"""Corrections: the user's word on who is who, and its undoing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from rich.cells import cell_len

from index.archive import Archive
from index.errors import ArchiveError
from index.models import EntityCount, Label
from index.models.decisions import Decision, DecisionKind
from reader.tui.cells import cut
from reader.tui.commands import key_of
from reader.tui.inspecting import Inspecting
from reader.tui.named import Named
from reader.tui.notices import decision_line
from reader.tui.screens.correction import Choice, CorrectionScreen, choices, subject
from reader.tui.screens.panes import PanesScreen
from reader.tui.screens.pick import PickScreen
from reader.tui.searching import Searching
from reader.tui.visiting import Visiting

Decide = Callable[[Archive], Decision]


class Correcting:
    """Asks what is wrong with an entity, decides it in the archive, and shows what that changes."""

    def __init__(
        self,
        frame: PanesScreen,
        searching: Searching,
        visiting: Visiting,
        inspecting: Inspecting,
        *,
        pause: float,
    ) -> None:
        self._frame = frame
        self._pause = pause
        self._searching = searching
        self._visiting = visiting
        self._inspecting = inspecting

    def ask(self) -> None:
        """Ask what is wrong with the entity at hand."""
        named = self._inspecting.at_hand()
        if named is not None:
            self.ask_about(named)

    def ask_about(self, named: Named) -> None:
        """Ask what is wrong with an entity."""
        offered = choices(named, self.last())
        menu = [(each.key, each.text) for each in offered]

        def chosen(item: int | None) -> None:
            if item is not None:
                self._take(named, offered[item])

        self._frame.app.push_screen(CorrectionScreen(subject(named), named.sentence, menu), chosen)

    def undo(self) -> None:
        """Take the last correction back."""
        self.decide(lambda archive: archive.undo(), undone=True)

    def _take(self, named: Named, choice: Choice) -> None:
        """Do what was chosen, or ask further."""
        number = named.entity_id
        if choice.kind is None:
            self.undo()
        elif choice.kind is DecisionKind.REJECT:
            self.decide(lambda archive: archive.reject(number))
        elif choice.kind is DecisionKind.RELABEL and choice.label is not None:
            label: Label = choice.label
            self.decide(lambda archive: archive.relabel(number, label), named)
        elif choice.kind is DecisionKind.SPLIT:
            self.decide(lambda archive: archive.split(number, choice.name), named)
        elif choice.kind is DecisionKind.MERGE:
            self._ask_same(named)
        else:
            self._ask_name(named)

    def _ask_same(self, named: Named) -> None:
        """Ask whom an entity is the same as; that one's name is shown for both."""
        from reader.tui.candidates import Candidates

        def chosen(other: EntityCount | str | None) -> None:
            if isinstance(other, EntityCount):
                number = other.entity_id
                self.decide(lambda archive: archive.merge(number, named.entity_id), Named.of_count(other))

        here = {each.entity_id for each in self._frame.article.mentions}
        candidates = Candidates(self._frame.session, named, here)
        screen = PickScreen(f"“{named.name}” is the same as …", candidates.find, pause=self._pause)
        self._frame.app.push_screen(screen, chosen)

    def _ask_name(self, named: Named) -> None:
        """Ask under which name an entity is shown: one that is written, or whatever is typed."""

        async def find(text: str) -> Sequence[str]:
            typed = text.strip()
            return [typed] if typed else [each for each in named.surfaces if each != named.name]

        def chosen(name: EntityCount | str | None) -> None:
            if isinstance(name, str):
                self.decide(lambda archive: archive.rename(named.entity_id, name), named)

        screen = PickScreen(f"“{named.name}” is shown as …", find, pause=self._pause)
        self._frame.app.push_screen(screen, chosen)

    def decide(self, decide: Decide, successor: Named | None = None, *, undone: bool = False) -> None:
        """Let the archive decide, show what that changes, and say how to take it back.

        The page of ``successor`` is shown afterwards in place of one whose entity is gone.
        """
        frame = self._frame
        try:
            decision = decide(frame.session.archive)
        except (ArchiveError, ValueError) as error:
            frame.tell(str(error), error=True)
            return
        self._visiting.refresh()
        self._searching.again()
        self._inspecting.entities_changed(successor)
        line = decision_line(decision)
        if undone:
            frame.tell(f"Taken back: {line}.")
        else:
            how = f" {key_of('undo', frame.commands)} takes it back."
            frame.tell(cut(f"{line[0].upper()}{line[1:]}.", frame.size.width - cell_len(how) - 3) + how)

    def last(self) -> Decision | None:
        """The correction that can be taken back, if there is one."""
        with suppress(ArchiveError):
            return self._frame.session.archive.undoable()
        return None
