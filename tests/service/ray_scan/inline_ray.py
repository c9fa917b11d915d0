"""Stands in for Ray where the arithmetic of a scan on a cluster is tested: runs a task at once, in this process."""

from collections.abc import Callable
from typing import Any


class InlineTask:
    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def remote(self, *arguments: Any) -> Any:
        return self._function(*arguments)


class InlineRay:
    class exceptions:  # noqa: N801 - as in Ray
        class RayError(Exception):
            pass

    @staticmethod
    def remote(**resources: float) -> type[InlineTask]:
        return InlineTask

    @staticmethod
    def get(answers: list[Any]) -> list[Any]:
        return answers
