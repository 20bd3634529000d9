"""The exit codes of `atrevete`, documented in its `--help`."""

from typing import Final

FINE: Final = 0
#: Something is not as it should be: a play that differs, a check that fails.
DIFFERS: Final = 1
FAILED: Final = 1
#: The command was not understood, or the settings cannot be used.
WRONG: Final = 2
