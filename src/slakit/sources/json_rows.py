"""JSON lines of others: each line an object whose keys are columns, for a mapping that names such files."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from slakit.errors import InvalidDocument
from slakit.events.fields import Unfit
from slakit.events.files import BYTE_ORDER_MARK, cannot_read
from slakit.sources.rows import Row


class JsonRows:
    """The objects of a file of JSON lines as rows; the number of a row is its line."""

    columns: Sequence[str] = ()

    def __init__(self, file: Path) -> None:
        self.name = str(file)
        self._file = file

    def rows(self) -> Iterator[Row]:
        """Every line that is not empty."""
        from msgspec import DecodeError
        from msgspec.json import Decoder

        decode = Decoder().decode
        try:
            with self._file.open("rb") as stream:
                for number, written in enumerate(stream, start=1):
                    line = written.removeprefix(BYTE_ORDER_MARK) if number == 1 else written
                    if not line or line.isspace():
                        continue
                    try:
                        data = decode(line)
                    except (DecodeError, ValueError, RecursionError):
                        yield Row(number, Unfit("not-json", {}))
                        continue
                    yield Row(number, data if isinstance(data, dict) else Unfit("not-an-object", {}))
        except OSError as problem:
            raise InvalidDocument([cannot_read(self._file, problem)]) from problem
