"""Forms of the log: they check and complain, actions write."""
