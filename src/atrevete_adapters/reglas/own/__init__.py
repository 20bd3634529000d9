"""What is said of appointments that exist: which one, moved, kept, given up (R37, R43, R44)."""
