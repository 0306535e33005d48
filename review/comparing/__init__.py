"""What a change of the rules would do, and to whom."""
