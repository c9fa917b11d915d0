"""Loads scikit-learn and SciPy, which only the baselines need, and says how to get them where they are missing."""

from importlib import import_module
from typing import Any

from models.errors import MissingLibraryError


def sklearn_module(name: str) -> Any:
    """Import ``sklearn.<name>``.

    Raises:
        MissingLibraryError: scikit-learn is not installed.
    """
    return _module(f"sklearn.{name}")


def scipy_sparse() -> Any:
    """Import ``scipy.sparse``.

    Raises:
        MissingLibraryError: SciPy, which comes with scikit-learn, is not installed.
    """
    return _module("scipy.sparse")


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingLibraryError("the baselines need scikit-learn: pip install 'finad[train]'") from error
