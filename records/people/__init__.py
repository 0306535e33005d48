"""Staff, their sign-ins, guesses at them, and who did what."""
