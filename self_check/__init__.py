"""A runner alone: questions one page at a time, the result, and a way to a physiotherapist."""
