"""As many people as the server takes, and as many as seven tenths of that; then thousands more."""
