"""How a child is run, and what its ending says."""
