"""The arithmetic of a contest: exact, and the same for anybody who holds the marks and the rule."""
