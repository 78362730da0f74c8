"""The selected quote: how the quotes pane and the article keep to each other."""

from __future__ import annotations

from collections.abc import Sequence

from index.models import Quote
from reader.tui.marks import QuoteMarks
from reader.tui.screens.panes import PanesScreen
from reader.tui.voices import Voice, speaker_name


class Quoting:
    """Which quote is marked in the article, and which items of the quotes pane are in view there.

    As the reader goes on in the article, the cursor of the pane is on the first quote in view. A
    quote that the reader has chosen stays selected until it is read past.
    """

    def __init__(self, frame: PanesScreen) -> None:
        self._frame = frame
        self._marked: Quote | None = None
        self._chosen = False
        self._toured = 0

    @property
    def marked(self) -> Quote | None:
        """The quote that is marked in the article."""
        return self._marked

    @property
    def speaker(self) -> str:
        """Whose quote is marked, with a question mark if that is not sure; empty if none is in sight."""
        quote = self._marked
        if quote is None or not (self._chosen or self._frame.article.in_view((quote.start, quote.end))):
            return ""
        return speaker_name(quote) + (" ?" if quote.doubtful else "")

    @property
    def shows_evidence(self) -> bool:
        """Whether all that the attribution rests on is marked."""
        return self._toured > 0

    @property
    def hides_evidence(self) -> bool:
        """Whether some of it is out of view."""
        spans = QuoteMarks.of(self._marked, evidence=True).spans if self._marked else ()
        return self.shows_evidence and not all(map(self._frame.article.in_view, spans))

    def begin(self, voices: Sequence[Voice]) -> None:
        """Take the voices of another article."""
        self._mark(None)
        self._chosen = False
        self._frame.quotes.show(voices)
        self._frame.article.mark_reported(self._reported)

    def renew(self, voices: Sequence[Voice]) -> None:
        """Take other voices of the same article, with the cursor on the same words, else where it is."""
        pane = self._frame.quotes
        before = pane.selected
        evidence = self.shows_evidence
        pane.show(voices, cursor=pane.cursor)
        self._frame.article.mark_reported(self._reported)
        item = pane.item_of(before.here) if before and before.here else None
        if item is not None:
            pane.show(voices, cursor=item)
        self._show_in_view()
        if item is None and (before is None or before.here is not None or not self._chosen):
            self._chosen = False
            pane.follow()
        self._mark(pane.selected.here if pane.selected else None, evidence=evidence and item is not None)

    def scrolled(self, *, read: bool) -> None:
        """Follow the article; ``read`` says that the reader has gone on in it."""
        pane, article = self._frame.quotes, self._frame.article
        self._show_in_view()
        selected = pane.selected
        if self._chosen:
            quote = selected.here if selected else None
            if not read or (quote is not None and article.in_view((quote.start, quote.end))):
                return
            self._chosen = False
        pane.follow()
        self._mark_selected()

    def choose(self) -> None:
        """Mark what the reader has selected in the pane, wherever it stands."""
        self._chosen = True
        self._mark_selected()

    def restore(self, span: tuple[int, int] | None, item: int) -> None:
        """Select an item of the pane and mark the quote from ``span[0]`` to ``span[1]``, if it is still one.

        A quote that was both is selected where the pane has it.
        """
        pane = self._frame.quotes
        self._chosen = True
        pane.move_to(item)
        found = pane.item_at(span) if span else None
        if found is not None and pane.selected is not None and pane.selected.here is not None:
            pane.move_to(found)
        self._mark(pane.item(found).here if found is not None else None, jump=True)

    def jump(self, quote: Quote, *, evidence: bool = False) -> None:
        """Mark a quote and bring it into view; with ``evidence`` all that its attribution rests on."""
        self._chosen = True
        self._mark(quote, evidence=evidence, jump=True)
        self._frame.article.reveal(QuoteMarks.of(quote, evidence=True).spans)
        self._show_in_view()

    def tour(self, quote: Quote) -> None:
        """Show the evidence of a quote; when it is shown already, the next of it that is elsewhere."""
        article = self._frame.article
        spans = QuoteMarks.of(quote, evidence=True).spans
        if quote != self._marked or not self.shows_evidence:
            self.jump(quote, evidence=True)
            return
        away = [index for index in range(self._toured, len(spans)) if not article.in_view(spans[index])]
        if not away:
            self.jump(quote, evidence=True)
            return
        self._toured = away[0] + 1
        article.reveal(spans[away[0] : away[0] + 1])
        self._show_in_view()

    def _mark_selected(self) -> None:
        """Mark the quote under the cursor of the pane, if it is one of this article."""
        selected = self._frame.quotes.selected
        quote = selected.here if selected else None
        if quote != self._marked:
            self._mark(quote)

    def _mark(self, quote: Quote | None, *, evidence: bool = False, jump: bool = False) -> None:
        """Mark a quote, or none."""
        self._marked = quote
        self._toured = int(evidence and quote is not None)
        marks = QuoteMarks.of(quote, evidence=evidence) if quote else QuoteMarks()
        self._frame.article.mark_quote(marks, jump=jump)

    def _show_in_view(self) -> None:
        """Show in the pane which quotes are in view in the article."""
        self._frame.quotes.show_in_view(*self._frame.article.span_in_view)

    @property
    def _reported(self) -> list[tuple[int, int]]:
        """Where the article reports without quotation marks, as far as that is shown."""
        return [(each.start, each.end) for each in self._frame.quotes.reported]
