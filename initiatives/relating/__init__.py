"""Relations agreed by both sides: one proposes, the other confirms."""
