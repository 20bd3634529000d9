"""Support's commands: look a customer's trouble up, and mend it."""
