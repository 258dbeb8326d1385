"""What came of learning (学习成果): counted once, shown to whoever may see it, standing as it was archived."""
