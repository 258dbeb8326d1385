"""Who is in the reserve (储备库), since when, by which sources, and why somebody left."""
