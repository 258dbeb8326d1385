"""What the articles and the house say of the reserve; pure, and tried by tables."""
