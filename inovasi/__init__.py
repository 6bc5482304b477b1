"""The floor of innovations: what is worth copying, and who promised to copy it."""
