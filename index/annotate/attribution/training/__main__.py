"""Writes the weights: ``python -m index.annotate.attribution.training GOLD NAMED [--measure FILE...]``.

GOLD is the training part of PolNeAR (Newell, Margolin and Ruths, LREC 2018) in the form that
:mod:`index.annotate.attribution.training.gold` reads; NAMED has documents of which people have checked
whom pronouns mean. The same input gives the same file.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from index.annotate.attribution import weights
from index.annotate.attribution.training import gold, learning

WEIGHTS = Path(weights.__file__).with_name(weights.FILE)


def main(arguments: list[str]) -> None:
    """Train, write the file, and tell what share of mentions is right in other gold files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("named", type=Path)
    parser.add_argument("--measure", type=Path, nargs="*", default=[])
    options = parser.parse_args(arguments)
    documents = list(gold.read(options.gold))
    learned = learning.train(documents, list(gold.read(options.named)))
    text = json.dumps(asdict(learned), indent=0, sort_keys=True) + "\n"
    WEIGHTS.write_text(text, encoding="utf-8")
    fitted = weights.of_json(text)
    for path in options.measure:
        scored = learning.mention_scores(list(gold.read(path)), fitted)
        right = sum(each for *_, each in scored) / max(1, len(scored))
        sys.stdout.write(f"{path.name}: of {len(scored)} marked quotes, {right:.3f} have the right source\n")


if __name__ == "__main__":
    main(sys.argv[1:])
