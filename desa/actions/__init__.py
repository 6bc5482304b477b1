"""Everything that writes on the ground floor: one module per noun, one function per verb."""
