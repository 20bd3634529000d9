"""Redis: what wakes the worker (docket) and what lets a cut-off turn go on (checkpoints)."""
