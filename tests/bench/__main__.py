"""All benchmarks that need no data from outside: python -m tests.bench

With the word ``search`` only those of search, with their own options: python -m tests.bench search --help
"""

from __future__ import annotations

import sys

from tests.bench import bytes_sent, entities_speed, first_frame, speaker_speed, statements_speed
from tests.bench.search import __main__ as search

if __name__ == "__main__":
    if sys.argv[1:2] == ["search"]:
        sys.exit(search.main(sys.argv[2:]))
    first_frame.main(rounds=9)
    bytes_sent.main()
    entities_speed.main()
    statements_speed.main()
    speaker_speed.main()
    sys.exit(search.main())
