"""The draw itself: hashing and sorting, nothing else."""
