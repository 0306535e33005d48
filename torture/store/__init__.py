"""A database of a million rounds of answers: what is looked up in it, taken out, and purged."""
