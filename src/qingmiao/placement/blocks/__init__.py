"""Blocks (区块), duties on them, and what residents ask."""
