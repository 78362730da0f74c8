"""Finds quotes across the archive by speaker, by whom they speak of, and by their words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from index.models import QuoteInArticle
from index.query.matches import matches_text
from index.query.nodes import And, Field, Filter, Node, Not, Or, Phrase, Word, leaves
from index.query.parser import parse
from index.query.terms import term_texts
from index.storage.people import Candidate, People, Spoken

Articles = Callable[[Node], set[int]]
Test = Callable[[Candidate], bool]


def find_quotes(
    people: People,
    articles: Articles,
    speakers: Collection[int] | None,
    about: str | None,
    match: str | None,
    limit: int,
    *,
    indirect: bool = False,
) -> tuple[QuoteInArticle, ...]:
    """Quotes that pass all tests, newest article first, at most ``limit``.

    ``speakers`` are entities, None for anybody. ``articles`` asks the full-text index, which only
    narrows down where to look: each quote is tested by its own words. With ``indirect`` also what is
    reported without marks. Raises QueryError.
    """
    tests: list[Test] = []
    places: set[int] | None = None
    if match is not None and match.strip():
        matching = Matching(match, articles)
        tests.append(matching)
        if speakers is None:
            places = matching.places(indirect=indirect)
            if places is not None:
                places |= people.decided_articles()  # this user's own are not in the index
    candidates = partial(people.quotes, speakers=speakers, articles=places, indirect=indirect)
    if about is not None and about.strip():
        entities = people.entities_named(about)
        if entities:
            candidates = partial(_naming, people, entities, speakers, places, indirect)
        else:
            test = _Saying(people, about)
            tests.append(test)
            found = test.articles(articles)
            places = found if places is None else places & found
            candidates = partial(people.quotes, speakers=speakers, articles=places, indirect=indirect)
    if not limit:
        return ()
    passing = (each.found for each in candidates() if all(test(each) for test in tests))
    return tuple(islice(passing, limit))


def _naming(
    people: People,
    entities: Collection[int],
    speakers: Collection[int] | None,
    articles: Collection[int] | None,
    indirect: bool,
) -> Iterator[Candidate]:
    """The quotes whose sentences name one of some entities who is not their speaker, newest article first.

    What the mentions of the archive say counts, so that a last name is enough, and a namesake is not.
    """
    places = people.places(entities)
    wanted = places.keys() if articles is None else places.keys() & set(articles)
    if speakers is not None:
        wanted = wanted & people.articles_of(speakers)
    found = [
        each
        for each in people.spoken_in(wanted, indirect=indirect)
        if (speakers is None or each[4] in speakers) and places[each[1]].names_another(each)
    ]
    found.sort(key=_newest_first)
    yield from people.load([each[0] for each in found])


def _newest_first(quote: Spoken) -> tuple[int, int, int, int]:
    """What quotes are sorted by."""
    number, article, ordinal, start, *_ = quote
    return -ordinal, article, start, number


class Matching:
    """Whether the words of a quote match a query, and its article the filters in it."""

    def __init__(self, match: str, articles: Articles) -> None:
        """``articles`` asks the full-text index. Raises QueryError."""
        self._node = parse(match).node
        self._articles = articles
        filters = {leaf for leaf in leaves(self._node) if isinstance(leaf, Filter)}
        self._places = {each: articles(each) for each in filters}

    def __call__(self, candidate: Candidate) -> bool:
        """Whether a quote matches."""
        return self.fits(candidate.found.quote.text, candidate.found.article.id)

    def fits(self, text: str, article: int) -> bool:
        """Whether words that an article quotes match."""
        return matches_text(self._node, text, lambda each: article in self._places[each])

    def places(self, *, indirect: bool = False) -> set[int] | None:
        """The articles in which a quote in marks can match, or one without; None for all."""
        # The index has the words of quotes in marks apart, and those of others among all words.
        wider = _widen(self._node, Field.TEXT if indirect else Field.QUOTE) if self._node else None
        return self._articles(wider) if wider is not None else None


class _Saying:
    """Whether a quote or its sentence has the words of a name that is no entity's."""

    def __init__(self, people: People, name: str) -> None:
        self._people = people
        terms = tuple(term_texts(name))
        self._node: Node | None = None
        if terms:
            self._node = Phrase(Field.TEXT, terms) if len(terms) > 1 else Word(Field.TEXT, terms[0])

    def __call__(self, candidate: Candidate) -> bool:
        number = candidate.found.article.id
        return self._node is not None and matches_text(
            self._node, self._people.text_within(number, *candidate.context)
        )

    def articles(self, search: Articles) -> set[int]:
        """The articles in which such a quote can be."""
        return set() if self._node is None else search(self._node)


def _widen(node: Node, field: Field) -> Node | None:
    """A query over a field of articles that matches wherever ``node`` matches one of their quotes.

    None when that is everywhere.
    """
    if isinstance(node, Filter):
        return node
    if isinstance(node, Not):
        return None
    if isinstance(node, And):
        parts = tuple(part for each in node.parts if (part := _widen(each, field)) is not None)
        return And(parts) if parts else None
    if isinstance(node, Or):
        wide = [_widen(part, field) for part in node.parts]
        known = tuple(part for part in wide if part is not None)
        return Or(known) if len(known) == len(wide) else None
    return replace(node, field=field)
