"""What partner sites publish, taken in: an excerpt, and the way to the original (decision 0021)."""
