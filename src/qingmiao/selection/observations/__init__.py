"""What was seen in frontline work (一线识别)."""
