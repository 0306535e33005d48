"""What is proved of the rulebook by walking classes of answers, and people to show for it."""
