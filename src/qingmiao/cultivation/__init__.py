"""育: train what work asks for (培养)."""
