"""Training the recogniser: reading labelled texts, one convention, the same weights from the same data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.annotate.recogniser.features import Extractor
from index.annotate.recogniser.gazetteer import gazetteer
from index.annotate.recogniser.model import Model
from index.annotate.recogniser.tags import spans
from index.annotate.recogniser.training import build, labeller
from index.annotate.recogniser.training.corpus import Document, read_gold, read_marked


def names(document: Document) -> list[tuple[str, str]]:
    return [(" ".join(document.words[first:stop]), kind) for first, stop, kind in spans(document.tags)]


def gold(path: Path, text: str, *entities: tuple[str, str]) -> Document:
    listed = [
        {"start": text.index(name), "end": text.index(name) + len(name), "label": label}
        for name, label in entities
    ]
    path.write_text(json.dumps({"id": "1", "text": text, "entities": listed}) + "\n", encoding="utf-8")
    (document,) = read_gold(path)
    return document


def test_marked_texts_are_read_without_their_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "; a remark\n\n# [[Oslo|LOC]] waits\n[[Ann Hale|PER]]'s ship left. [[Hale|PER]] stayed.\n\n"
        "[[WHO|ORG]] spoke.\n",
        encoding="utf-8",
    )
    first, second = read_marked(path)
    assert names(first) == [("Oslo", "LOC"), ("Ann Hale", "PER"), ("Hale", "PER")]
    assert first.sentence[0] != first.sentence[2]
    assert names(second) == [("WHO", "ORG")]


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("the Amber Council", "ORG", [("Amber Council", "ORG")]),
        ("President Ann Hale", "PERSON", [("Ann Hale", "PER")]),
        ("King Haakon", "PERSON", [("King Haakon", "PER")]),
        ("Kenya", "ORG", [("Kenya", "LOC")]),
        ("Kenyan", "PLACE", [("Kenyan", "MISC")]),
        ("Ann Hale's", "PERSON", [("Ann Hale", "PER")]),
        ("Friday", "DATE", []),
        ("jazz", "MISC", []),
    ],
)
def test_labels_follow_one_convention(
    tmp_path: Path, name: str, label: str, expected: list[tuple[str, str]]
) -> None:
    assert names(gold(tmp_path / "a.jsonl", f"They met {name} ship.", (name, label))) == expected


def test_of_two_labels_that_overlap_the_first_counts(tmp_path: Path) -> None:
    document = gold(tmp_path / "a.jsonl", "The Oslo Bank closed.", ("Oslo Bank", "ORG"), ("Oslo", "PLACE"))
    assert names(document) == [("Oslo Bank", "ORG")]


def test_the_same_sentences_give_the_same_weights() -> None:
    extractor = Extractor(gazetteer())
    words = ["Ann", "Hale", "left", "Oslo", "."]
    tags = ["B-PER", "I-PER", "O", "B-LOC", "O"]
    (features,) = extractor.sentences(words, [0] * 5)
    sentences = [(features, tags)] * 5
    made = labeller.train(sentences)
    assert made == labeller.train(sentences)
    assert Model(made).tags(words, [0] * 5) == tags
    fewer = labeller.train(sentences, least_weight=0.5)
    assert len(fewer) < len(made)
    assert Model(fewer).tags(words, [0] * 5) == tags


def test_rounding_refuses_what_is_no_model() -> None:
    with pytest.raises(ValueError, match="CRFsuite"):
        labeller.rounded(b"lCRF" + b"\0" * 100)


def test_silver_sentences_count_only_where_a_model_agrees() -> None:
    extractor = Extractor(gazetteer())
    words = ["Ann", "Hale", "left", "Oslo", "."]
    right = ["B-PER", "I-PER", "O", "B-LOC", "O"]
    wrong = ["B-ORG", "I-ORG", "O", "B-LOC", "O"]
    other = ["B-PER", "I-PER", "O", "B-LOC", "B-MISC"]
    (features,) = extractor.sentences(words, [0] * 5)
    teacher = labeller.train([(features, right)] * 5)
    kept = list(build._agreed(teacher, [(features, right), (features, wrong), (features, other)]))
    assert [tags for _, tags in kept] == [right, other]
