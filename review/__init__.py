"""This room reviews: the rulebook read in words, proved, tested by cases, and compared.

It is for the physiotherapist who signs the rules. It may import `questionnaire` and `rules`;
the web is met only in its commands.
"""
