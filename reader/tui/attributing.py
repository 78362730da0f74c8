"""Corrections of quotes: the user's word on who says them, or that they are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

from index.archive import Archive
from index.errors import ArchiveError
from index.models import EntityCount, Label, Quote, QuoteInArticle, QuoteKind
from reader.tui.cells import Part, cut, printable
from reader.tui.correcting import Correcting
from reader.tui.layout import PaneName
from reader.tui.named import Named
from reader.tui.notices import MOST_SAID
from reader.tui.quote_commands import QuoteCommands
from reader.tui.quote_lines import certainty, named_as
from reader.tui.screens.correction import CorrectionScreen, QuoteAnswer, quote_choices
from reader.tui.screens.panes import PanesScreen
from reader.tui.screens.pick import Picked, PickScreen
from reader.tui.styles import BOLD

SPEAKERS = (Label.PERSON, Label.ORG)
FOUND = 50
"""How many speakers of the archive are offered for what is typed."""


class Attributing:
    """Asks what is wrong with a quote, and lets the archive decide it."""

    def __init__(
        self, frame: PanesScreen, quotes: QuoteCommands, correcting: Correcting, *, pause: float
    ) -> None:
        self._frame = frame
        self._quotes = quotes
        self._correcting = correcting
        self._pause = pause

    def ask(self) -> bool:
        """Ask what is wrong with the quote at hand; False where none is meant.

        It is the one that is selected in the quotes pane where that has the keys; in the article
        the one that is marked, if it is in view and no name is under the cursor.
        """
        found = self._meant()
        if found is None:
            return False
        quote = found.quote
        offered = quote_choices(quote, self._correcting.last())
        answers = list(offered)

        def chosen(item: int | None) -> None:
            if item is not None:
                self._take(found, answers[item])

        menu = [(each.value, text) for each, text in offered.items()]
        self._frame.app.push_screen(CorrectionScreen(_subject(quote), _attribution(quote), menu), chosen)
        return True

    def _meant(self) -> QuoteInArticle | None:
        """The quote that is asked about, if one is."""
        frame = self._frame
        item = frame.quotes.selected
        if frame.active is PaneName.QUOTES:
            return self._quotes.at_hand() if item and item.quote else None
        here = item.here if item else None
        seen = here is not None and frame.article.in_view((here.start, here.end))
        if frame.active is PaneName.ARTICLE and seen and frame.article.mention is None:
            return self._quotes.at_hand()
        return None

    def _take(self, found: QuoteInArticle, answer: QuoteAnswer) -> None:
        """Do what was chosen, or ask further."""
        quote = found.quote
        number = quote.id
        if answer is QuoteAnswer.UNDO:
            self._correcting.undo()
        elif answer is QuoteAnswer.NAME and quote.speaker_id is not None:
            self._correcting.ask_about(self._speaker(quote.speaker_id, quote.speaker_name or ""))
        elif number is None:
            self._frame.tell("This archive does not take corrections of quotes.", error=True)
        elif answer is QuoteAnswer.ANOTHER:
            self._ask_speaker(found, number)
        elif answer is QuoteAnswer.NO_QUOTE:
            self._correcting.decide(lambda archive: archive.unquote(number))
        else:
            speaker = quote.speaker_id if answer is QuoteAnswer.THIS else None
            self._correcting.decide(lambda archive: archive.attribute(number, speaker))

    def _speaker(self, number: int, name: str) -> Named:
        """A speaker as the open article tells of them, else by name alone."""
        pane = self._frame.article
        first = next((each for each in pane.mentions if each.entity_id == number), None)
        if first is None:
            return Named(number, name, None, (name,))
        return Named.of_mention(first, pane.mentions, pane.line_around(first))

    def _ask_speaker(self, found: QuoteInArticle, number: int) -> None:
        """Ask who says a quote."""
        session = self._frame.session
        named = _named_in(session.archive, found)
        here = [each for each in named if each.entity_id != found.quote.speaker_id]

        async def find(text: str) -> Sequence[Picked]:
            typed = text.strip()
            others: Sequence[EntityCount] = ()
            if typed:
                with suppress(ArchiveError):
                    others = [*session.archive.entities_named(typed), *await session.speakers(typed)]
            return list(_offered(here, others, typed))

        def chosen(picked: Picked | None) -> None:
            if picked is not None:
                speaker = picked.entity_id if isinstance(picked, EntityCount) else picked
                self._correcting.decide(lambda archive: archive.attribute(number, speaker))

        said = cut(printable(found.quote.text), MOST_SAID)
        question = f"Who says: {said}" if found.quote.kind is QuoteKind.INDIRECT else f"Who says “{said}”?"
        self._frame.app.push_screen(PickScreen(question, find, pause=self._pause), chosen)


def _subject(quote: Quote) -> list[Part]:
    """The words of a quote, in marks if it has them in the text."""
    words = " ".join(quote.text.split())
    return [(words if quote.kind is QuoteKind.INDIRECT else f"“{words}”", BOLD)]


def _attribution(quote: Quote) -> str:
    """Who is taken to say a quote, and how sure that is."""
    return named_as(quote) + (f" · {certainty(quote)}" if quote.speaker_name else "")


def _named_in(archive: Archive, found: QuoteInArticle) -> list[EntityCount]:
    """The persons and bodies of a quote's article, most often named first."""
    with suppress(ArchiveError):
        named = [each for each in archive.mentions(found.article.id) if each.label in SPEAKERS]
        counts = Counter(each.entity_id for each in named)
        known = {each.entity_id: each for each in named}
        return [
            EntityCount(number, known[number].name, known[number].label, count, 1, "named here")
            for number, count in counts.most_common()
        ]
    return []


def _offered(here: Sequence[EntityCount], others: Sequence[EntityCount], typed: str) -> Iterator[Picked]:
    """Who may be meant by what is typed: of the article first, then of the archive, then a name as typed."""
    from index.query.terms import term_texts

    seen = set()
    for each in here:
        words = term_texts(each.name)
        if all(any(word.startswith(begun) for word in words) for begun in term_texts(typed)):
            seen.add(each.entity_id)
            yield each
    for each in others:
        if each.entity_id not in seen and each.label in SPEAKERS:
            seen.add(each.entity_id)
            yield each
    if typed:
        yield typed
