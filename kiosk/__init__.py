"""A screen in the waiting room that forgets everyone."""
