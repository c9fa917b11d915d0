"""Standard output, for people and for machines, and what happens when its reader goes away.

Knows nothing of what is written.
"""

import sys
from typing import NoReturn

from rich.console import Console

from service.errors import OutputClosedError, OutputError


class Screen(Console):
    """A console that ends the command quietly when the other end of the pipe is closed, as ``head`` does."""

    def on_broken_pipe(self) -> NoReturn:
        """Answer a closed pipe.

        Raises:
            OutputClosedError: always.
        """
        raise OutputClosedError


def write_out(content: bytes) -> None:
    """Write bytes to standard output at once.

    Raises:
        OutputClosedError: nobody reads any more.
        OutputError: it cannot be written.
    """
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise OutputClosedError from error
    except OSError as error:
        raise OutputError(f"standard output cannot be written: {error.strerror}; name a file with --out") from error
