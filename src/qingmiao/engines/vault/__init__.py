"""Short secrets and files sealed with a key (密钥封存); secrets are found again by a keyed index."""
