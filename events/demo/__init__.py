"""The meetings of the demonstration set."""
