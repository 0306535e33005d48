"""Old records brought up to date and killed on the way; copies taken while others write."""
