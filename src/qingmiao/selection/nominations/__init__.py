"""Nomination events (推荐), by oneself or by the organization."""
