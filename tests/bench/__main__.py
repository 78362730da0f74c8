"""All benchmarks that need no data from outside: python -m tests.bench"""

from __future__ import annotations

from tests.bench import bytes_sent, entities_speed, first_frame, speaker_speed, statements_speed

if __name__ == "__main__":
    first_frame.main(rounds=9)
    bytes_sent.main()
    entities_speed.main()
    statements_speed.main()
    speaker_speed.main()
