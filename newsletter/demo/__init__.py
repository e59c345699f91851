"""The letters of the demonstration set."""
