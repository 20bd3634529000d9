"""The webhooks: verify, store, wake, answer."""
