"""Forms of the ground floor, one module per noun. They check; actions write."""
