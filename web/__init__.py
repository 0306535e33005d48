"""This room delivers: how pages, style and script reach a browser, and what a browser may do.

Nothing here knows what is asked or what it means. It may import `records` (for encryption).
"""
