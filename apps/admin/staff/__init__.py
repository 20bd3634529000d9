"""Who may enter the panel."""
