"""What is done with learning: years are archived, results issued, revoked and told."""
