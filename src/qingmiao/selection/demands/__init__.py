"""What teams lack (需求), before anyone is looked for."""
