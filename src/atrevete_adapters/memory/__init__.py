"""Every port in memory: for tests, notebooks and demos. Nothing here outlives the process.

What stands for a vendor keeps a ledger of its effects, and can be told to fail before or after an
effect through its `trouble`, as networks do.
"""

from .calendar import MemoryCalendar
from .clock import MemoryClock
from .gateway import MemoryGateway
from .messenger import MemoryMessenger
from .model import ScriptedModel
from .notifier import MemoryNotifier
from .storage import MemoryStorage
from .tasks import MemoryTasks, Wake
from .transcriber import MemoryTranscriber
from .trouble import Trouble

__all__ = [
    "MemoryCalendar",
    "MemoryClock",
    "MemoryGateway",
    "MemoryMessenger",
    "MemoryNotifier",
    "MemoryStorage",
    "MemoryTasks",
    "MemoryTranscriber",
    "ScriptedModel",
    "Trouble",
    "Wake",
]
