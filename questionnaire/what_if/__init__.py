"""What would change a result: the smallest change, and the most telling question."""
