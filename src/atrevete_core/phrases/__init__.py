"""What Maite says: every sentence of hers is here, in Spanish, made from facts (VOICE)."""
