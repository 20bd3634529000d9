"""The conversation: which use case answers this turn, and what is asked next."""
