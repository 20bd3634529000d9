"""Pure rules in the salon's words: values in, decisions out."""
