"""The exit codes of `atrevete`, documented in its `--help` and in docs/support.md."""

from typing import Final

FINE: Final = 0
#: Something is not as it should be: a play that differs, a check that fails.
DIFFERS: Final = 1
FAILED: Final = 1
#: The command was not understood, or the settings cannot be used.
WRONG: Final = 2
#: Nothing, or more than one thing, answers to what was asked for.
NOT_FOUND: Final = 3
#: The salon's rules do not allow it now; nothing was changed.
REFUSED: Final = 4
#: It was not confirmed; nothing was changed.
DECLINED: Final = 5
