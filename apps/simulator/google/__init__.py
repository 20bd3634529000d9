"""Google Calendar v3: events, sync tokens, free/busy and push channels."""
