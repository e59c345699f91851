"""Pages of what is printed and shown at a meeting."""
