"""What rules of learning are told, and what pages of this room show."""
