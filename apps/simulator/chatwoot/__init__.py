"""Chatwoot as seen through its REST API and its webhooks, WhatsApp included."""
