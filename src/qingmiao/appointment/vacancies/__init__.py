"""Vacant slots (空缺), foreseen and confirmed."""
