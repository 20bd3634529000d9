"""The nodes of the flow: each translates, calls at most one use case, and writes one phrase."""
