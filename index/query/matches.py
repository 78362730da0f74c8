"""Where in a text a query matches, by the same terms as the index, without the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from index.models import Mention
from index.query.nodes import (
    And,
    Field,
    Filter,
    Fuzzy,
    Leaf,
    Node,
    Not,
    OneEntity,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
    positive_leaves,
)
from index.query.terms import is_near, stem, term_spans, term_texts

Range = tuple[int, int]

_SMALL = frozenset(("al", "and", "de", "del", "el", "for", "in", "la", "le", "of", "the", "uk", "un", "us"))
_SHORTEST_BEGINNING = 3


def find_matches(
    query: Query, text: str, *, body_start: int | None = None, mentions: Iterable[Mention] = ()
) -> tuple[Range, ...]:
    """The ranges of ``text`` that the positive parts of a query match, in order, not overlapping.

    Offsets count code points of ``text``, which is taken as :attr:`index.models.Article.text`: what
    is asked of the title is looked for before ``body_start``, by default before the first blank line.
    A name is looked for everywhere, and where a text writes only some of its words, these are found.
    ``mentions`` are those of the article, as the archive knows them: an entity that is asked for by
    its id is found where it is mentioned. Linear in the length of the text.
    """
    leaves = positive_leaves(query.node)
    wanted = {leaf.entity_id for leaf in leaves if isinstance(leaf, OneEntity)}
    named = [(each.start, each.end) for each in mentions if each.entity_id in wanted] if wanted else []
    return _merge(named + _find_words([leaf for leaf in leaves if _is_textual(leaf)], text, body_start))


def _find_words(leaves: Sequence[Leaf], text: str, body_start: int | None) -> list[Range]:
    """The ranges that parts of a query match by their words."""
    if not leaves:
        return []
    terms = term_texts(text)
    found = [(leaf, run) for leaf in leaves for run in _runs(leaf, terms)]
    if not found:
        return []
    spans = term_spans(text, len(terms))
    title_end = text.find("\n\n") if body_start is None else body_start
    ranges = []
    for leaf, (first, last) in found:
        end = spans[last][1]
        if _field(leaf) is not Field.TITLE or end <= title_end:
            ranges.append((spans[first][0], end))
    return ranges


def matches_text(node: Node | None, text: str, passes: Callable[[Filter], bool] = lambda _: True) -> bool:
    """Whether a short text matches a query by its words alone; fields make no difference.

    ``passes`` tells whether what the text stands in passes a filter.
    """
    return node is None or _holds(node, term_texts(text), passes)


def _holds(node: Node, terms: Sequence[str], passes: Callable[[Filter], bool]) -> bool:
    """Whether terms satisfy a node."""
    if isinstance(node, And):
        return all(_holds(part, terms, passes) for part in node.parts)
    if isinstance(node, Or):
        return any(_holds(part, terms, passes) for part in node.parts)
    if isinstance(node, Not):
        return not _holds(node.part, terms, passes)
    if isinstance(node, Filter):
        return passes(node)
    return not _is_textual(node) or bool(find_leaf(node, terms))


def _runs(leaf: Leaf, terms: Sequence[str]) -> list[Range]:
    """Where a leaf is marked: the places of the first and last term of each run."""
    if isinstance(leaf, Word | Phrase) and leaf.field.is_name:
        return _find_name(leaf, terms)
    return find_leaf(leaf, terms)


def _find_name(leaf: Word | Phrase, terms: Sequence[str]) -> list[Range]:
    """The runs of words of a name; of a text that has none of them, the words that begin with one.

    Small words of a name ("of", "the") are marked only beside another of its words.
    """
    words = leaf.terms if isinstance(leaf, Phrase) else (leaf.term,)
    wanted, telling = {*words}, {*words} - _SMALL or {*words}
    present = set(terms)
    if present.isdisjoint(telling):
        beginnings = tuple(word for word in telling if len(word) >= _SHORTEST_BEGINNING)
        wanted = telling = {term for term in present if term.startswith(beginnings)}
    runs: list[Range] = []
    for at in (at for at, term in enumerate(terms) if term in wanted):
        if runs and runs[-1][1] == at - 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return [(first, last) for first, last in runs if not telling.isdisjoint(terms[first : last + 1])]


def find_leaf(leaf: Leaf, terms: Sequence[str]) -> list[Range]:
    """The runs of terms that one part of a query matches: the places of their first and last term."""
    if isinstance(leaf, Filter):
        return []
    if isinstance(leaf, Phrase):
        return _find_phrase(leaf, terms)
    fits = _test(leaf)
    wanted = {term for term in set(terms) if fits(term)}
    return [(at, at) for at, term in enumerate(terms) if term in wanted] if wanted else []


def _test(leaf: Leaf) -> Callable[[str], bool]:
    """The test that a term must pass for a word, a beginning or a fuzzy word."""
    assert not isinstance(leaf, Filter | Phrase)  # noqa: S101
    wanted = leaf.term
    if isinstance(leaf, Prefix):
        return lambda term: term.startswith(wanted)
    if isinstance(leaf, Fuzzy):
        return lambda term: is_near(wanted, term)
    if leaf.field.stemmed:
        root = stem(wanted)
        # stemming is slow, and never changes a first letter, nor a second but between "i" and "y"
        first, seconds = root[:1], root[1:2] + ("iy" if root[1:2] in "iy" else "")
        return lambda term: (
            term == wanted or (term[:1] == first and term[1:2] in seconds and stem(term) == root)
        )
    return lambda term: term == wanted


def _find_phrase(phrase: Phrase, terms: Sequence[str]) -> list[Range]:
    """The places of a phrase."""
    wanted, size = phrase.terms, len(phrase.terms)
    found = []
    for at in range(len(terms) - size + 1):
        if size > 1 and terms[at] != wanted[0]:
            continue
        if any(terms[at + i] != wanted[i] for i in range(1, size - 1)):
            continue
        last = terms[at + size - 1]
        if last == wanted[-1] or (phrase.prefix and last.startswith(wanted[-1])):
            found.append((at, at + size - 1))
    return found


def _is_textual(leaf: Leaf) -> bool:
    """Whether a part of a query can be seen in a text."""
    return not isinstance(leaf, Filter) and leaf.field is not Field.SOURCE


def _field(leaf: Leaf) -> Field | None:
    """The field of a part of a query, if it has one."""
    return None if isinstance(leaf, Filter) else leaf.field


def _merge(ranges: list[Range]) -> tuple[Range, ...]:
    """Ranges in order; those that overlap become one."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
