"""Teams and their gaps as of a day; demands and what was found for them."""
