"""Writing an analysis: from what is typed to a sheet that waits for its author's confirmation."""
