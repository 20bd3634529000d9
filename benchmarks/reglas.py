"""How long the offline interpreter takes for a message: `python benchmarks/reglas.py`.

It reads the example sentences of the tests, each several times in a situation of its own, and
prints the median, the slowest hundredth (processor time) and the time to load. The aim is below
5 ms.
"""
# ruff: noqa: INP001

import sys
import time
import tomllib
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from atrevete_adapters.reglas import Reglas  # noqa: E402
from tests.unit.reglas.conversation import facts_of, request  # noqa: E402

_ROUNDS = 5


def main() -> None:
    begun = time.perf_counter()
    reglas = Reglas()
    loaded = time.perf_counter() - begun
    took: list[float] = []
    examples = (ROOT / "tests/unit/reglas/sentences.toml").read_text(encoding="utf-8")
    for _ in range(_ROUNDS):
        for talk in tomllib.loads(examples)["talk"]:
            facts = facts_of(talk.get("situation", {}))
            for text in talk["means"]:
                asked = request(text, **facts)
                begun = time.thread_time()
                reglas.commands(asked)
                took.append((time.thread_time() - begun) * 1000)
    steady = took[len(took) // _ROUNDS :]
    print(f"load {loaded * 1000:.0f} ms · {len(steady)} messages")  # noqa: T201
    print(  # noqa: T201
        f"median {median(steady):.2f} ms · p99 {quantiles(steady, n=100)[98]:.2f} ms"
        f" · slowest {max(steady):.2f} ms"
    )


if __name__ == "__main__":
    main()
