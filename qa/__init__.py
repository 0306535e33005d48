"""Benchmarks and drills, outside the product: nothing imports them, and they import none of it.

Each starts the app as a user does (`python app.py`, `flask …`) in a folder of its own, and comes to
it by HTTP or with a browser.
"""
