"""Whether words in quotation marks are somebody's words, by a learned table of weights.

The features are bins: size, capitals, what the passage begins and ends with, the words beside it, the verbs
of saying near by, and its neighbours. The table is a logistic regression, fitted by
``index.annotate.quotehood.training`` to the training part of PolNeAR.
"""

from __future__ import annotations

from index.annotate.context import Context
from index.annotate.quotehood.features import features
from index.annotate.quotehood.weights import WEIGHTS

# In logits: a quote twice as likely as not, since the gold has fewer scare quotes than other news.
_KEEP = 0.8


def is_quote(context: Context, number: int) -> bool:
    """Whether a marked passage is a quote: no title, nickname, scare quote or word mentioned."""
    return sum([WEIGHTS.get(feature, 0.0) for feature in features(context, number)]) > _KEEP
