"""What is wrong with a file that a schema refused, in one line.

Knows nothing of any schema.
"""

from pydantic import ValidationError

_MOST_SHOWN = 80
"""Characters shown of a value."""


def told_faults(error: ValidationError) -> str:
    """Every fault with its place and the value found there."""
    return "; ".join(
        f"{'.'.join(map(str, fault['loc'])) or '(file)'}: {fault['msg']} "
        f"(got {str(fault.get('input'))[:_MOST_SHOWN]!r})"
        for fault in error.errors(include_url=False)
    )
