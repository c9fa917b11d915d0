"""One variant in a process of its own: reads orders from standard input, writes what came of them, one JSON line each.

Started by ``worker.py``. The first line holds what to make; the texts lie in a file. Whatever libraries print goes to
standard error.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import memory
from variant import UnavailableError, Variant, VariantSettings
from variants import VARIANTS

_LONGEST_MESSAGE = 300


class Orders:
    """What can be asked of a variant; the texts are named by their numbers."""

    def __init__(self, variant: Variant, texts: list[str]) -> None:
        self._variant = variant
        self._texts = texts

    def answers(self, numbers: list[int]) -> Any:
        """Probabilities."""
        return self._variant.judge([self._texts[number] for number in numbers]).tolist()

    def shapes(self, numbers: list[int]) -> Any:
        """What is computed."""
        return self._variant.shapes([self._texts[number] for number in numbers])

    def seconds(self, numbers: list[int], at_once: int) -> Any:
        """Time to judge texts, so many handed over at once."""
        texts = [self._texts[number] for number in numbers]
        started = time.perf_counter()
        for start in range(0, len(texts), at_once):
            self._variant.judge(texts[start : start + at_once])
        return time.perf_counter() - started

    def latencies(self, text: str, calls: int) -> Any:
        """Seconds of each of so many calls with one text."""
        taken = []
        for _ in range(calls):
            started = time.perf_counter()
            self._variant.judge([text])
            taken.append(time.perf_counter() - started)
        return taken

    def peak_memory(self) -> Any:
        """Bytes."""
        return memory.peak_bytes()


def main() -> None:
    """Make the variant and carry out orders until there are no more."""
    # Libraries print what they like; the channel must hold nothing but answers.
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def reply(make: Callable[[], Any]) -> bool:
        try:
            answer = {"result": make()}
        except UnavailableError as error:
            answer = {"unavailable": str(error)}
        except Exception as error:  # told to the parent, who goes on with the others
            first = (str(error).strip().splitlines() or [""])[0]
            answer = {"failed": f"{type(error).__name__}: {first[:_LONGEST_MESSAGE]}"}
        channel.write(json.dumps(answer) + "\n")
        channel.flush()
        return "result" in answer

    first = json.loads(sys.stdin.readline())
    made: list[Variant] = []

    def begin() -> dict[str, Any]:
        settings = VariantSettings(
            model=Path(first["model"]),
            scratch=Path(first["scratch"]),
            threads=first["threads"],
            max_tokens=first["max_tokens"],
            labels=tuple(first["labels"]),
        )
        made.append(VARIANTS[first["variant"]].make(settings))
        return {"number_type": made[0].number_type, "skips_last_layer": made[0].skips_last_layer}

    if not reply(begin):
        return
    orders = Orders(made[0], json.loads(Path(first["texts"]).read_bytes()))
    for line in sys.stdin:
        order = json.loads(line)
        name = order.pop("order")
        reply(partial(getattr(orders, name), **order))


if __name__ == "__main__":
    main()
