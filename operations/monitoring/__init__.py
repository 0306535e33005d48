"""What a machine that watches may ask: whether the app is alive, ready, and how it does."""
