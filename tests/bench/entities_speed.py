"""How fast names are found, how long the recogniser loads and what it holds in memory.

Run: python -m tests.bench.entities_speed [FILE.jsonl]

Beside it, in the same run, stands spaCy's blank tokenizer where spaCy is installed. Without a file the
invented texts that the recogniser was trained on are read, which says nothing about quality and suffices
for speed.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

LEAST_WORDS = 150_000
MEGABYTE = 1024  # ru_maxrss counts kilobytes

LOADING = """
import resource, time
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
from index.annotate import entities, tokens
entities.find(tokens.tokenize("Ann Hale spoke."))
print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def texts_of(path: Path | None) -> list[str]:
    """Texts of at least LEAST_WORDS words together, repeated if need be."""
    if path is None:
        from index.annotate.recogniser.training.build import OWN

        found = [" ".join(block.split()) for file in OWN.glob("*.txt") for block in _articles(file)]
    else:
        with path.open(encoding="utf-8") as lines:
            found = [json.loads(line)["text"] for line in lines]
    texts: list[str] = []
    words = 0
    while words < LEAST_WORDS:
        texts += found
        words += sum(len(text.split()) for text in found)
    return texts


def _articles(file: Path) -> list[str]:
    """The invented articles without their marks."""
    import re

    text = re.sub(r"\[\[([^|\]]+)\|[A-Z]+\]\]", r"\1", file.read_text(encoding="utf-8"))
    return [block for block in text.split("\n\n") if not block.startswith(";")]


def words_per_second(read: Callable[[str], object], texts: Sequence[str]) -> float:
    """Words of the texts for each second of this process's time."""
    start = time.process_time()
    for text in texts:
        read(text)
    return sum(len(text.split()) for text in texts) / (time.process_time() - start)


def main(path: Path | None = None) -> None:
    """Print speed, loading time and memory."""
    from index.annotate import annotate, entities, tokens

    out = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True)
    seconds, kilobytes = map(float, out.stdout.split())
    texts = texts_of(path)
    annotate(texts[0])
    ours = words_per_second(lambda text: entities.find(tokens.tokenize(text)), texts)
    whole = words_per_second(annotate, texts)
    print(f"entities: {ours:,.0f} words per CPU second; with dates, names and quotes {whole:,.0f}")
    print(f"loading: {seconds * 1000:.0f} ms CPU, {kilobytes / MEGABYTE:.0f} MB (0.2 s and 60 MB wanted)")
    try:
        import spacy
    except ImportError:
        print("spaCy is not installed: no yardstick")
        return
    blank = words_per_second(spacy.blank("en").make_doc, texts)
    print(f"spaCy's blank tokenizer: {blank:,.0f} words per CPU second; ratio {ours / blank:.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    print(f"peak of the whole run: {peak:.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
