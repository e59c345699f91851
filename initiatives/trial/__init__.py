"""Believable sheets in any number, for trials of speed and of the eye; never for a site that people use."""
