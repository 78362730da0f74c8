"""Training one stage with CRFsuite's averaged perceptron, and making its file small."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from pycrfsuite import ItemSequence, Tagger, Trainer

ITERATIONS = 10
_LEAST_TIMES = 2
_HEADER = struct.Struct("<4sI4s9I")
_CHUNK = struct.Struct("<4sII")
_FEATURE = struct.Struct("<IIId")
_FEATURES_OFFSET = 7
_HALF = struct.Struct("<e")

Sentence = tuple[Sequence[Sequence[str]], Sequence[str]]
"""The features of each token, and its tag."""


def train(sentences: Iterable[Sentence], *, least_weight: float = 0.0) -> bytes:
    """A model in CRFsuite's format.

    With ``least_weight`` it is trained twice: the second time without the attributes whose weights are
    all smaller the first time.
    """
    given = list(sentences)
    model = _trained(given)
    if least_weight:
        kept = _attributes(model, least_weight)
        model = _trained(
            ([[each for each in own if each in kept] for own in features], tags) for features, tags in given
        )
    return rounded(model)


def _trained(sentences: Iterable[Sentence]) -> bytes:
    """A model as CRFsuite writes it. Averaging keeps the perceptron from fitting silver labels."""
    trainer = Trainer(algorithm="ap", verbose=False)
    trainer.set_params({"max_iterations": ITERATIONS, "feature.minfreq": _LEAST_TIMES})
    for features, tags in sentences:
        trainer.append(ItemSequence(features), list(tags))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return path.read_bytes()


def tagger(model: bytes) -> Tagger:
    """A tagger over a model, which must live as long: the tagger reads from it."""
    made = Tagger()
    made.open_inmemory(model)
    return made


def _attributes(model: bytes, least: float) -> set[str]:
    """The attributes of which some weight is at least so large."""
    weights = tagger(model).info().state_features
    return {attribute for (attribute, _), weight in weights.items() if abs(weight) >= least}


def rounded(model: bytes) -> bytes:
    """The model with its weights rounded to half precision, so that it can be compressed.

    The format is that of CRFsuite's ``crf1d_model.c``: a header with the offset of the chunk of
    features, which are records of type, source, target and weight.
    """
    written = bytearray(model)
    start = _HEADER.unpack_from(written)[_FEATURES_OFFSET]
    mark, _, count = _CHUNK.unpack_from(written, start)
    if mark != b"FEAT":
        raise ValueError("this is not the model file of CRFsuite that is known here")
    for index in range(count):
        place = start + _CHUNK.size + index * _FEATURE.size
        kind, source, target, weight = _FEATURE.unpack_from(written, place)
        _FEATURE.pack_into(written, place, kind, source, target, _HALF.unpack(_HALF.pack(weight))[0])
    return bytes(written)
