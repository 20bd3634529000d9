"""The words that Maite knows, in files that a native speaker can extend."""

from .loader import Vocabulary, load

__all__ = ["Vocabulary", "load"]
