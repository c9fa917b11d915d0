"""``finad pretrain``: runs or resumes a pre-training run and shows how it goes.

Knows nothing of how it is done.
"""

from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from labeled_data.example_file import read_examples
from models.errors import MissingLibraryError
from models.pretraining.progress import ProgressRow
from models.quiet import quieten_transformers


def run_pretrain(  # noqa: PLR0913 - as many parameters as options
    corpus: Path,
    out: Path,
    console: Console,
    *,
    size: str,
    minutes: float,
    batch_tokens: int,
    seed: int,
    exclude: Path | None,
    device: str,
) -> int:
    """Pre-train an encoder on the text files of ``corpus`` into ``out``; returns the exit status.

    Raises:
        MissingLibraryError: torch or transformers is not installed.
        ModelsError: the corpus cannot be used, or ``out`` holds the checkpoint of another run.
        ExampleFileError: ``exclude`` cannot be read.
    """
    try:
        from models.pretraining.run import PretrainingConfig, pretrain  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError(f"pre-training needs {error.name}: pip install 'finad[train]'") from error
    quieten_transformers()
    config = PretrainingConfig(
        corpus=corpus, out=out, size=size, minutes=minutes, batch_tokens=batch_tokens, seed=seed, device=device
    )
    if exclude is not None:
        config = replace(config, excluded=frozenset(example.text for example in read_examples(exclude)))
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("encoding the corpus", total=1.0)

        def show(row: ProgressRow, progress: float) -> None:
            losses = f"loss {row.training_loss:.3f}, held out {row.held_out_loss:.3f}"
            bar.update(
                task, completed=progress, description=f"step {row.step:,}, {row.tokens / 1e6:.1f} M tokens, {losses}"
            )

        folder = pretrain(config, on_row=show)
    console.print(f"encoder → {folder}")
    return 0
