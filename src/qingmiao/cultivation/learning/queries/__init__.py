"""Questions about what was learnt."""
