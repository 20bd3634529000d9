"""What the core needs from the world, in the salon's words. The docstrings are the contract."""
