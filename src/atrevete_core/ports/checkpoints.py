"""Where the steps of a turn are kept, so that one that was cut off goes on."""


class CheckpointsUnavailable(Exception):
    """The store of checkpoints cannot be reached: a turn runs without, and starts again if cut."""
