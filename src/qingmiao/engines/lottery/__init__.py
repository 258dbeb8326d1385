"""Draws anyone can perform again (摇号、抽签)."""
