"""What is done with demands, with whom they find, and with the gap list."""
