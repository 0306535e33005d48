"""Guessing from outside: at links, references, codes and passphrases, by chance and by the clock.

Whoever guesses is given an address of their own for each try where it helps them: the app is told
that a proxy is in front, and believes what the proxy says.
"""
