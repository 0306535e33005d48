"""The worked cases, what they reach, and whether they notice every small mistake."""
