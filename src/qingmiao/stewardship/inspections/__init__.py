"""Special inspections (专项督查) and their findings."""
