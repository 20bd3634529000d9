"""How conversations are judged: cases are played through the real flow, their facts compared."""
