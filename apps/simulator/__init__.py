"""Every vendor of the salon in one loopback process: Chatwoot, Stripe, Google and the mail."""
