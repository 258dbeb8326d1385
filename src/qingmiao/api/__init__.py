"""The same questions, spoken in JSON: a program reads what its account may see, and nothing else."""
