"""What is done with notices, drafts, nominations, opinions, exemptions, decisions and wishes."""
