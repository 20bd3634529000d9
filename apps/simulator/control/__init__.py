"""The strings behind the stage: people, payments, calendars, the clock and the failures."""
