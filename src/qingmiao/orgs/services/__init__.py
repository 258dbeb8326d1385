"""Units, slots and code lists are changed here, each from a day and on a basis."""
