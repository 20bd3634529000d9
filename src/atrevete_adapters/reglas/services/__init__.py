"""The customer's own words for what is in the catalogue (R40, R41)."""
