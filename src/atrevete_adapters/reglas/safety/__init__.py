"""What goes before all else: danger, health, threats, complaints, strangers (R30, R48-R56)."""
