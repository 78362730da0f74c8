"""The steps from labelled texts to the weights that come with the program."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from index.annotate.recogniser.features import Extractor
from index.annotate.recogniser.gazetteer import gazetteer
from index.annotate.recogniser.model import WEIGHTS, model
from index.annotate.recogniser.tags import spans
from index.annotate.recogniser.training.card import write_card
from index.annotate.recogniser.training.corpus import Document, read_gold, read_marked
from index.annotate.recogniser.training.labeller import Sentence, tagger, train
from index.annotate.recogniser.training.scoring import score

HUMAN = (
    "wikigold.all",
    "crossner_politics.train",
    "cross_other.train",
    "gum.train",
    "pudwiki.train",
)
"""The sets that people have labelled."""

SILVER = "gmb.train"
"""The set that programs have labelled; only what a model of the others agrees with is used."""

MEASURED = ("worldwide.dev", "unerewt.dev", "crossner_politics.dev", "gmb.dev")
"""The sets that are only measured on, for the card."""

OWN = Path(__file__).parent / "texts"
"""Invented news with marked entities, written for this purpose."""

LEAST_WEIGHT = 1.2
"""Attributes whose weights are all smaller are left out: a seventh of the size, none of the score."""

_COMPRESSION = 9


def build(data: Path, out: Path, tell: Callable[[str], None]) -> None:
    """Train on the sets in a directory and write the compressed weights; ``tell`` gets lines of progress."""
    extractor = Extractor(gazetteer())
    own = [document for path in sorted(OWN.glob("*.txt")) for document in read_marked(path)]
    if not own:
        raise FileNotFoundError(
            f"there are no texts in {OWN}; train from the source, not from an installed package"
        )
    human = [document for name in HUMAN for document in read_gold(data / f"{name}.jsonl")]
    tell(f"{len(human)} documents labelled by people, {len(own)} written for the purpose")
    gold = list(_sentences(extractor, human + own))
    teacher = train(gold)
    silver = list(_agreed(teacher, _sentences(extractor, read_gold(data / f"{SILVER}.jsonl"))))
    tell(f"{len(gold)} sentences, and {len(silver)} of {SILVER} that their model agrees with")
    weights = zlib.compress(train(gold + silver, least_weight=LEAST_WEIGHT), _COMPRESSION)
    out.mkdir(parents=True, exist_ok=True)
    (out / WEIGHTS).write_bytes(weights)
    tell(f"{out / WEIGHTS}: {len(weights):,} bytes")


def measure(data: Path, out: Path, tell: Callable[[str], None]) -> None:
    """Score the program's own weights on the sets for measuring and write the card beside them."""
    model.cache_clear()
    files = {name: data / f"{name}.jsonl" for name in MEASURED}
    scores = {name: score(path) for name, path in files.items() if path.is_file()}
    for name, found in scores.items():
        tell(f"{name}: strict {found.strict:.2f}, relaxed {found.relaxed:.2f}")
    write_card(out, scores, datetime.now(tz=UTC).date())


def _sentences(extractor: Extractor, documents: Iterable[Document]) -> Iterator[Sentence]:
    """The sentences of documents with their features and tags."""
    for document in documents:
        first = 0
        for features in extractor.sentences(document.words, document.sentence):
            stop = first + len(features)
            yield features, document.tags[first:stop]
            first = stop


def _agreed(teacher: bytes, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """The sentences whose persons, organisations and places a model finds as they are labelled."""
    tag = tagger(teacher).tag
    for features, tags in sentences:
        if _names(tags) == _names(tag(features)):
            yield features, tags


def _names(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """The spans of tags but for other names, whose labels differ too much between sets."""
    return {span for span in spans(tags) if span[2] != "MISC"}
