"""What the articles and the rounds say; pure functions."""
