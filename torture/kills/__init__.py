"""Eight people at work while the server is killed again and again; then what was promised."""
