"""The full-text index. Only ``whoosh_index`` touches Whoosh; ``evaluate`` answers queries."""
