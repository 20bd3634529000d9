"""What customers ask (R29, R41-R43)."""
