"""Answers to what Maite asked or offered."""
