"""Pages of the deliberations, one module per noun."""
