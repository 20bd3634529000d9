"""The truth, in PostgreSQL 15 or later (DESIGN section 4)."""
