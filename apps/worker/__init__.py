"""Maite at work: turns, deliveries, timers."""
