"""How a conversation is judged: cases are played through the real flow, then their facts compared."""
