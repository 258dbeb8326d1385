"""Short secrets sealed with a key (密钥封存), and found again by a keyed index."""
