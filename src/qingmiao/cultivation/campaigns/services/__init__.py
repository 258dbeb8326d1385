"""What is done in a campaign, each by one call."""
