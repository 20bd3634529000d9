"""What is to be booked, and every change of mind about it (R37, R40)."""
