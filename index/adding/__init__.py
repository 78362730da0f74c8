"""From drafts to stored articles: cleaned, annotated on several processors if asked, stored in batches."""
