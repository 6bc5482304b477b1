"""The floor of the seven duties: what has been done, what is next, who is late."""
