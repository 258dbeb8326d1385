"""What cannot be true of a campaign, and which way each of its things may go."""
