"""The page at `/`: a phone, the stylists' day and what Maite understood, side by side.

Rendered here, kept current by server-sent events, and moved by plain forms: with JavaScript
nothing blinks, without it everything still works. What it shows it reads from the simulated
vendors, from the salon's books, and from what the worker tells of its turns.
"""
