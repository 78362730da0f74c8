"""The search process: ``client`` starts and asks it, ``process`` answers, ``wire`` is their language."""
