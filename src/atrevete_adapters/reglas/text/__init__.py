"""Words as people type them, made normal, and how phrases are found among them."""
