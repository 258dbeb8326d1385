"""Screening (筛选): who meets stated conditions. The room is signed and not yet furnished."""
