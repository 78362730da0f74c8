"""Search speed beside other engines, on the same documents in the same run. See docs/bench.md."""
