"""How people are called, in a sentence or as the answer to a question."""
