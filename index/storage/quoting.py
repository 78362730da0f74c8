"""Finds quotes across the archive by speaker, by whom they speak of, and by their words."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from index.models import QuoteInArticle
from index.query.matches import matches_text
from index.query.nodes import And, Field, Filter, Node, Not, Or, Phrase, Word, leaves
from index.query.parser import parse
from index.query.terms import term_texts
from index.storage.people import Candidate, People

Articles = Callable[[Node], set[int]]


def find_quotes(
    people: People,
    articles: Articles,
    speakers: Collection[int] | None,
    about: str | None,
    match: str | None,
    limit: int,
) -> tuple[QuoteInArticle, ...]:
    """Quotes that pass all tests, newest article first, at most ``limit``.

    ``speakers`` are entities, None for anybody. ``articles`` asks the full-text index, which only
    narrows down where to look: each quote is tested by its own words. Raises QueryError.
    """
    tests: list[Callable[[Candidate], bool]] = []
    places: set[int] | None = None
    if match is not None and match.strip():
        node = parse(match).node
        tests.append(_Matching(node, articles))
        wider = _widen(node) if node else None
        if wider is not None and speakers is None:
            places = articles(wider)
    if about is not None and about.strip():
        test = _About(people, about)
        tests.append(test)
        if speakers is None:
            found = test.articles(articles)
            places = found if places is None else places & found
    quotes: list[QuoteInArticle] = []
    if limit:
        for candidate in people.quotes(speakers=speakers, articles=places):
            if all(test(candidate) for test in tests):
                quotes.append(candidate.found)
                if len(quotes) >= limit:
                    break
    return tuple(quotes)


class _Matching:
    """Whether the words of a quote match a query, and its article the filters in it."""

    def __init__(self, node: Node | None, articles: Articles) -> None:
        self._node = node
        filters = {leaf for leaf in leaves(node) if isinstance(leaf, Filter)}
        self._places = {each: articles(each) for each in filters}

    def __call__(self, candidate: Candidate) -> bool:
        quote, article = candidate.found.quote, candidate.found.article
        return matches_text(self._node, quote.text, lambda each: article.id in self._places[each])


class _About:
    """Whether a quote or its sentence names somebody or something."""

    def __init__(self, people: People, name: str) -> None:
        self._people = people
        self._entities = people.entities_named(name)
        terms = tuple(term_texts(name))
        self._node: Node | None = None
        if terms:
            self._node = Phrase(Field.TEXT, terms) if len(terms) > 1 else Word(Field.TEXT, terms[0])

    def __call__(self, candidate: Candidate) -> bool:
        if self._node is None:
            return False
        number = candidate.found.article.id
        if self._entities & self._people.mentions_within(number, *candidate.context):
            return True
        return matches_text(self._node, self._people.text_within(number, *candidate.context))

    def articles(self, search: Articles) -> set[int]:
        """The articles in which such a quote can be."""
        if self._node is None:
            return set()
        return search(self._node) | self._people.articles_naming(self._entities)


def _widen(node: Node) -> Node | None:
    """A query over the quotes of an article that matches wherever ``node`` matches one of them.

    None when that is everywhere.
    """
    if isinstance(node, Filter):
        return node
    if isinstance(node, Not):
        return None
    if isinstance(node, And):
        parts = tuple(part for part in map(_widen, node.parts) if part is not None)
        return And(parts) if parts else None
    if isinstance(node, Or):
        wide = [_widen(part) for part in node.parts]
        known = tuple(part for part in wide if part is not None)
        return Or(known) if len(known) == len(wide) else None
    return replace(node, field=Field.QUOTE)
