"""The files that come with slakit: catalogues, vocabularies, calendars.

They are read by the loader of the package, which knows where they lie, also in an archive. Only what lists them needs
`importlib.resources`, which takes longer to import than all of them take to read.
"""

import re
from importlib import import_module
from pathlib import Path
from typing import Literal, Protocol, cast

_NAME = re.compile("[a-z0-9-]+/v[0-9]+")


class _Loader(Protocol):
    def get_data(self, path: str) -> bytes: ...


def shipped(path: str) -> bytes | None:
    """The content of a file by its path below the package; nothing if there is no such file.

    >>> shipped("catalogues/de.toml") is None
    True
    """
    return content_of("slakit", path)


def content_of(package: str, path: str) -> bytes | None:
    """The content of a file of any package that is installed; nothing if there is no such file."""
    module = import_module(package)
    assert module.__spec__ is not None
    assert module.__file__ is not None
    try:
        return cast("_Loader", module.__spec__.loader).get_data(str(Path(module.__file__).parent / path))
    except OSError:
        return None


def shipped_document(folder: str, name: str, form: Literal["yaml", "json"]) -> bytes | None:
    """The content of a shipped document, such as `e-government-portal/v1` of the folder `vocabularies`."""
    return shipped(f"{folder}/{name}.{form}") if _NAME.fullmatch(name) else None


def shipped_names(folder: str) -> tuple[str, ...]:
    """The names of the documents in a folder of the package, sorted.

    >>> shipped_names("vocabularies")
    ('e-government-portal/v1',)
    """
    from importlib import resources

    kinds = (kind for kind in (resources.files("slakit") / folder).iterdir() if kind.is_dir())
    return tuple(
        sorted(f"{kind.name}/{file.name.removesuffix('.yaml')}" for kind in kinds for file in kind.iterdir()
               if file.name.endswith(".yaml"))
    )  # fmt: skip
