"""Stripe Checkout: its API, its payment page and its signed events."""
