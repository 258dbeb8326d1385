"""Two questions: what the marks come to under the rule, and how the judges judged."""
