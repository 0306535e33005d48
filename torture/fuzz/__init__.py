"""Posts that no browser of ours would send, thousands of them, at every route there is."""
