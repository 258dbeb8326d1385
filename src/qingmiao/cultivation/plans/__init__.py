"""Development plans (培养计划), competences, and the gap between what a post asks and what is evidenced."""
