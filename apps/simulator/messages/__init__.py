"""Anthropic's Messages API as far as Maite needs it: strict about requests, willing to fail."""
