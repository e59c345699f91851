"""The analyses of the demonstration set."""
