"""The demonstration: real places and the real MAD I of Kalipare, invented people, a year of work.

Everything goes through the product's own actions, at the time at which it would have happened."""
