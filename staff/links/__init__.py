"""The staff's side of links: made, given out, listed, followed."""
