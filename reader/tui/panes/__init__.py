"""The three panes: results, article, quotes."""
