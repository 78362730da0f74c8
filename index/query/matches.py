"""Where in a text a query matches, by the same terms as the index, without the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from index.models import Mention
from index.query.excerpts import excerpt
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
from index.query.terms import compound_runs, is_near, stem, term_spans, term_texts

Range = tuple[int, int]
Match = tuple[Range, ...]
"""What is marked of one match: a run of terms, or of a phrase that allows others in between one for each."""

Compounds = Mapping[int, tuple[int, str]]
"""The compounds of a text by the place of their first part: the place of the last, and the term."""

_SMALL = frozenset(("al", "and", "de", "del", "el", "for", "in", "la", "le", "of", "the", "uk", "un", "us"))
_SHORTEST_BEGINNING = 3
_MOST_STARTS = 20_000  # places from which a phrase that allows words in between is looked for


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
    part = excerpt(leaves, text)
    read = text if part is None else part.text
    terms = term_texts(read)
    compounds = _compounds(read, terms)
    found = [(leaf, match) for leaf in leaves for match in _matches(leaf, terms, compounds)]
    if not found:
        return []
    spans = term_spans(read, len(terms))
    title_end = text.find("\n\n") if body_start is None else body_start
    ranges = []
    for leaf, match in found:
        marked = [(spans[first][0], spans[last][1]) for first, last in match]
        if part is not None:
            marked = [(part.place(start), part.place(end)) for start, end in marked]
        if _is_where_asked(leaf, marked, title_end):
            ranges.extend(marked)
    return ranges


def _is_where_asked(leaf: Leaf, marked: Sequence[Range], title_end: int) -> bool:
    """Whether a match is in the title, if that is asked, and no phrase that goes on from it into the body."""
    if marked[-1][1] <= title_end:
        return True
    if _field(leaf) is Field.TITLE:
        return False
    return not isinstance(leaf, Phrase) or leaf.field.is_name or marked[0][0] >= title_end


def matches_text(node: Node | None, text: str, passes: Callable[[Filter], bool] = lambda _: True) -> bool:
    """Whether a short text matches a query by its words alone; fields make no difference.

    ``passes`` tells whether what the text stands in passes a filter.
    """
    if node is None:
        return True
    terms = term_texts(text)
    compounds = _compounds(text, terms)
    return _holds(
        node,
        lambda leaf: (
            passes(leaf)
            if isinstance(leaf, Filter)
            else not _is_textual(leaf) or bool(_find_leaf(leaf, terms, compounds))
        ),
    )


def _holds(node: Node, matches: Callable[[Leaf], bool]) -> bool:
    """Whether a node holds; ``matches`` tells it of a leaf."""
    if isinstance(node, And):
        return all(_holds(part, matches) for part in node.parts)
    if isinstance(node, Or):
        return any(_holds(part, matches) for part in node.parts)
    return not _holds(node.part, matches) if isinstance(node, Not) else matches(node)


def _compounds(text: str, terms: Sequence[str]) -> Compounds:
    """The compounds of a text."""
    return {first: (last, term) for first, last, term in compound_runs(text, terms)}


def _matches(leaf: Leaf, terms: Sequence[str], compounds: Compounds) -> list[Match]:
    """Where a leaf is marked: the places of the first and last term of each run."""
    if isinstance(leaf, Word | Phrase) and leaf.field.is_name:
        return [(run,) for run in _find_name(leaf, terms)]
    return _find_leaf(leaf, terms, compounds)


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


def _find_leaf(leaf: Leaf, terms: Sequence[str], compounds: Compounds) -> list[Match]:
    """What one part of a query matches: the places of the first and last term of each run."""
    if isinstance(leaf, Filter):
        return []
    if isinstance(leaf, Phrase):
        return _find_phrase(leaf, terms, compounds)
    fits = _test(leaf)
    wanted = {term for term in set(terms) if fits(term)}
    found: list[Match] = [((at, at),) for at, term in enumerate(terms) if term in wanted] if wanted else []
    return found + [((first, last),) for first, (last, term) in compounds.items() if fits(term)]


def _test(leaf: Leaf) -> Callable[[str], bool]:
    """The test that a term must pass for a word, a beginning or a fuzzy word."""
    assert not isinstance(leaf, Filter | Phrase)  # noqa: S101
    wanted = leaf.term
    if isinstance(leaf, Prefix):
        return lambda term: term.startswith(wanted)
    if isinstance(leaf, Fuzzy):
        return lambda term: is_near(wanted, term)
    if leaf.field.stemmed and not leaf.exact:
        root = stem(wanted)
        # stemming is slow, and never changes a first letter, nor a second but between "i" and "y"
        first, seconds = root[:1], root[1:2] + ("iy" if root[1:2] in "iy" else "")
        return lambda term: (
            term == wanted or (term[:1] == first and term[1:2] in seconds and stem(term) == root)
        )
    return lambda term: term == wanted


def _find_phrase(phrase: Phrase, terms: Sequence[str], compounds: Compounds) -> list[Match]:
    """The places of a phrase; of one that allows words in between, those of each of its words."""
    ends = {term: _places(term, terms, compounds) for term in dict.fromkeys(phrase.terms)}
    every = [ends[term] for term in phrase.terms]
    if phrase.prefix:
        every[-1] = _places(phrase.terms[-1], terms, compounds, begins=True)
    if not all(every):
        return []
    if phrase.slop:
        chains = [[start] for start in sorted(every[0])[:_MOST_STARTS]]
        for which in range(1, len(every)):
            chains = _continue(chains, sorted(every[which]), which + phrase.slop)
        nearest = {chain[-1]: chain for chain in chains}
        return [tuple((at, every[i][at]) for i, at in enumerate(chain)) for chain in nearest.values()]
    starts = sorted(every[0])
    for which, places in enumerate(every):
        starts = [at for at in starts if at + which in places]
    return [((at, every[-1][at + len(every) - 1]),) for at in starts]


def _continue(chains: list[list[int]], places: Sequence[int], reach: int) -> list[list[int]]:
    """Chains of places with the nearest place after each, if it is at most ``reach`` after the first."""
    kept, i = [], 0
    for chain in chains:
        while i < len(places) and places[i] <= chain[-1]:
            i += 1
        if i == len(places):
            break
        if places[i] - chain[0] <= reach:
            chain.append(places[i])
            kept.append(chain)
    return kept


def _places(
    wanted: str, terms: Sequence[str], compounds: Compounds, *, begins: bool = False
) -> dict[int, int]:
    """Where a word of a phrase stands, or with ``begins`` a word that begins so, and where it ends."""
    if begins:
        found = {at: last for at, (last, term) in compounds.items() if term.startswith(wanted)}
        return found | {at: at for at, term in enumerate(terms) if term.startswith(wanted)}
    found = {at: last for at, (last, term) in compounds.items() if term == wanted}
    return found | {at: at for at, term in enumerate(terms) if term == wanted}


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
