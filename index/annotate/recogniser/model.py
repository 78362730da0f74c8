"""The trained model: a conditional random field whose weights come with the program.

The weights are a compressed file of CRFsuite; :mod:`index.annotate.recogniser.training` makes it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from index.annotate.recogniser.attributes import attributes
from index.annotate.recogniser.features import Describer
from index.annotate.recogniser.gazetteer import gazetteer

WEIGHTS = "weights.crf.z"


class Model:
    """Labels the tokens of texts."""

    def __init__(self, weights: bytes) -> None:
        """``weights`` is a model in CRFsuite's own format."""
        from pycrfsuite import Tagger

        self._known = {name: name.encode() for name in attributes(weights)}  # CRFsuite's own form
        self._describer = Describer(gazetteer(), self._form)
        self._tagger = Tagger()
        self._tagger.open_inmemory(weights)
        self._weights = weights  # the tagger reads from these very bytes

    def tags(self, words: Sequence[str], sentence: Sequence[int]) -> list[str]:
        """The BIO tags ("B-PER", "I-ORG", "O"; also LOC and MISC) of the tokens of a text.

        ``words`` are the tokens as written, ``sentence`` the number of each one's sentence.
        """
        found: list[str] = []
        for features in self._describer.sentences(words, sentence):
            found += self._tagger.tag(features)
        return found

    def _form(self, features: Iterable[str]) -> list[bytes]:
        """Features as CRFsuite takes them, without those that the model does not know."""
        known = self._known
        return [known[each] for each in features if each in known]


@cache
def model() -> Model:
    """The model that comes with the program, loaded at the first call."""
    path = files("index.annotate.recogniser") / "weights" / WEIGHTS
    return Model(zlib.decompress(path.read_bytes()))
