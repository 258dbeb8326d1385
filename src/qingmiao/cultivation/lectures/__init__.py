"""The lecture corps (宣讲团) and its lectures."""
