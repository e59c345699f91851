"""Pages and files to be taken away."""
