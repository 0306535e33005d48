"""What came in: answers and asked-for visits, and what the clinic does next about each."""
