"""What patients were asked, answered and told, and what the clinic did about it."""
