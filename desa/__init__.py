"""The ground floor: where, who, who may see what, what happened."""
