"""Who says what: gives each quote its source, and each source the person or body it stands for."""
