"""What a notice, its form, a nomination, an opinion and a decision must hold to stand."""
