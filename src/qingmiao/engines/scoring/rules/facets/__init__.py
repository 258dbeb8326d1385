"""The many-facet Rasch model: entry, judge and criterion on one scale of logits."""
