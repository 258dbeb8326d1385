"""What surveys and the board tell, each to whom it may."""
