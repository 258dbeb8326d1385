"""Discussion campaigns (大讨论) and what people contributed."""
