"""Measures that encourage (激励措施) and who benefited."""
