"""What is computed from labels and figures alone."""
