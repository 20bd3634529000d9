"""The Spanish interpreter: offline, deterministic, explained. It takes Claude's place."""

from .explain import Explanation, Step
from .interpreter import Reglas
from .temporal import agrees, as_shape
from .vocabulary import Vocabulary

__all__ = ["Explanation", "Reglas", "Step", "Vocabulary", "agrees", "as_shape"]
