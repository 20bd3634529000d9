"""For whom it is: the writer, her family, friends and groups (R27, R28)."""
