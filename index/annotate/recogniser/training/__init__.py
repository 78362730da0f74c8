"""Making the weights of the recogniser from labelled texts; not needed at run time."""
