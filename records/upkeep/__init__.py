"""How long records are kept, copies of them, their keys, and whether they are sound."""
