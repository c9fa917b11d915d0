"""Keeps transformers from drawing its own progress bars and reports among those of a command.

Knows nothing of what is loaded or saved.
"""


def quieten_transformers() -> None:
    """Let transformers write errors only."""
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
