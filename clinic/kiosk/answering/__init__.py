"""What becomes of what is sent at a kiosk, beside the answers to the questions."""
