"""The truth: SQLite, what is in it and how it is asked."""
