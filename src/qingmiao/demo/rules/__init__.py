"""How the district is invented: pure, and the same for the same seed and day."""
