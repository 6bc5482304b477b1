"""The national data set, and what the pages cost on it."""
