"""The full-text index: a Whoosh index on segments of plain arrays. ``engine`` is its door."""
