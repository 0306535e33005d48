"""Clients that take all the time in the world, and honest people beside them."""
