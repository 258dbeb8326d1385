"""What counts as learnt, and what cannot be true of what was handed in."""
