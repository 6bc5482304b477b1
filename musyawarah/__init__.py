"""The floor of deliberations: what was decided, by whom, with what right."""
