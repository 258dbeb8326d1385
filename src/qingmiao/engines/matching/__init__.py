"""Who goes where, with reasons (匹配)."""
