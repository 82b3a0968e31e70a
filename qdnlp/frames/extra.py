"""The packages that the extra "frames" brings: whether they are there, and what to do if not."""

from __future__ import annotations

from importlib.util import find_spec


def needed(package: str) -> None:
    """Raise ImportError that names the extra where a package of it is not installed.

    >>> needed("json")
    """
    if find_spec(package) is None:
        raise ImportError(f'{package} is needed: pip install "qdnlp[frames]"', name=package)
