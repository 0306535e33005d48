"""This room asks: what is asked, the way through it, and the runner's pages.

It may import `rules` and `records`; the web is met only in its forms, pages and commands.
"""
