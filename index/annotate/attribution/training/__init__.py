"""Learns the weights of attribution from gold quotes; nothing here is needed to annotate."""
