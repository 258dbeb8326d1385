"""Figures of the work (指标): each a named question whose answer is the rows behind it."""
