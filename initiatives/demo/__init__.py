"""The demonstration set: the systems that the founding text names, and invented examples marked as such."""
