"""The panes: results, article, quotes, the page of a name."""
