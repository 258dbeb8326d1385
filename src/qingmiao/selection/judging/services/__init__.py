"""What is done in judging: inviting, assigning, marking, sealing, correcting."""
