"""Person after person at one kiosk in a real browser, and a search for anything left of them."""
