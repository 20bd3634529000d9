"""Several ways to say the same, chosen by what is being said: never at random, rarely the same."""

from zlib import crc32


def variant(seed: str, *ways: str) -> str:
    """One of the ways; the same seed gives the same one."""
    return ways[crc32(seed.encode()) % len(ways)]
