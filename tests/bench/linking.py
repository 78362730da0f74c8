"""How well mentions are grouped by entity: B-cubed over names marked by hand.

Usage: ``python -m tests.bench.linking PATH/gum.train.jsonl``, which is the GUM corpus (Georgetown
University, CC BY 4.0) with one document a line: ``id``, ``text``, and ``entities`` with ``start``,
``end`` and ``label``. ``tests/data/gum_clusters.jsonl`` says which of these spans name one entity. The
spans given are the right ones, so that only the grouping is measured. Beside it stands the simple
way, which takes spans with the same words to be one entity.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.annotate import evidence, grouping, tokens
from index.annotate.spans import Span
from index.models import Label

CLUSTERS = Path(__file__).parent.parent / "data" / "gum_clusters.jsonl"
LABELS = frozenset((Label.PERSON, Label.ORG, Label.PLACE))
Range = tuple[int, int]
Scores = tuple[float, float, float]


def main(words: Sequence[str]) -> int:
    """Print precision, recall and F1 for each document, and their means over documents and names."""
    if len(words) != 1:
        print(__doc__)
        return 2
    marked = [json.loads(line) for line in CLUSTERS.read_text().splitlines()]
    texts = {}
    for line in Path(words[0]).read_text("utf-8").splitlines():
        document = json.loads(line)
        texts[document["id"]] = document
    print(f"{'':28}{'names':>6}   {'grouping  P    R    F1':24}{'same words  P    R    F1':24}")
    scores: list[tuple[int, Scores, Scores]] = []
    for each in marked:
        gold = gold_of(each)
        found, simple = grouped(texts[each["id"]])
        row = (len(gold), b_cubed(gold, found), b_cubed(gold, simple))
        scores.append(row)
        show(each["id"], *row)
    names = sum(count for count, _, _ in scores)
    show(
        "over documents",
        names,
        _mean([(1, row[1]) for row in scores]),
        _mean([(1, row[2]) for row in scores]),
    )
    show(
        "over names",
        names,
        _mean([(row[0], row[1]) for row in scores]),
        _mean([(row[0], row[2]) for row in scores]),
    )
    return 0


def gold_of(marked: dict[str, Any]) -> dict[Range, object]:
    """The cluster of each marked span."""
    return {
        (start, end): number
        for number, cluster in enumerate(marked["clusters"])
        for start, end in cluster["spans"]
    }


def grouped(document: dict[str, Any]) -> tuple[dict[Range, object], dict[Range, object]]:
    """For each span of a document its entity as it is grouped, and its words."""
    words = tokens.tokenize(document["text"])
    spans: list[Span] = []
    ranges: list[Range] = []
    taken = 0
    for entity in sorted(document["entities"], key=lambda each: (each["start"], -each["end"])):
        first, stop = words.at(entity["start"]), words.at(entity["end"] - 1) + 1
        if entity["label"] in LABELS and first >= taken and first < stop:
            spans.append(Span(first, stop, Label(entity["label"])))
            ranges.append((entity["start"], entity["end"]))
            taken = stop
    groups = grouping.group(words, evidence.described(words, spans))
    found: dict[Range, object] = dict(zip(ranges, groups.of_span, strict=True))
    simple: dict[Range, object] = {
        (start, end): (span.label, document["text"][start:end].lower())
        for (start, end), span in zip(ranges, spans, strict=True)
    }
    return found, simple


def b_cubed(gold: dict[Range, object], found: dict[Range, object]) -> Scores:
    """Precision, recall and F1; a marked span that is not found stands alone."""
    pairs = [(cluster, found.get(span, ("missing", span))) for span, cluster in gold.items()]
    by_gold = Counter(one for one, _ in pairs)
    by_found = Counter(other for _, other in pairs)
    both = Counter(pairs)
    precision = sum(both[pair] / by_found[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / by_gold[pair[0]] for pair in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _mean(rows: Sequence[tuple[int, Scores]]) -> Scores:
    """Precision and recall, weighted, and their F1."""
    total = sum(weight for weight, _ in rows)
    precision = sum(weight * row[0] for weight, row in rows) / total
    recall = sum(weight * row[1] for weight, row in rows) / total
    return precision, recall, 2 * precision * recall / (precision + recall)


def show(name: str, count: int, found: Scores, simple: Scores) -> None:
    """Print one row."""
    left, right = ("   ".join(f"{value:.3f}" for value in row) for row in (found, simple))
    print(f"{name:28}{count:6}   {left:24}{right:24}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
