"""The reader: the command line and the terminal screen; knows no storage."""
