"""The floor of technical capacity providers: who helps, for how much, and did they deliver."""
