"""The salon's own tables as the panel shows them; Alembic owns them."""
