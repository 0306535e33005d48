"""What can be set: read from the environment once, checked, and typed from then on."""
