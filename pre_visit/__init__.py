"""The patient's side of a link: from opening it to what was sent, read only."""
