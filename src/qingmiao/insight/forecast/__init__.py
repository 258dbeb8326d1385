"""Forecasts (预测): what the coming years ask of the reserve. The room is signed and not yet furnished."""
