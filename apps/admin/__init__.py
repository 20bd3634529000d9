"""The salon's own panel: Django's admin for owner, reception and stylists, in Spanish."""
