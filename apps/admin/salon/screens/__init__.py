"""The panel's pages about the salon."""
