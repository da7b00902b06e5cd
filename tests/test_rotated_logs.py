"""`slakit watch` over a log that is rotated: no line is lost, or it is said that lines are gone."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from watched_log import SUITE, log_of

from slakit.cli import main
from slakit.monitoring.lines import FileSource, SourceChanged
from slakit.text import strip_isolates


class Writer:
    """What is done at each pause of whoever follows a file, one after the other; then it is enough."""

    class Enough(Exception):
        """Nothing more will be written."""

    def __init__(self, *done: Callable[[], object]) -> None:
        self.steps = iter(done)

    def __call__(self, _: float) -> None:
        """Do what is next."""
        step = next(self.steps, None)
        if step is None:
            raise self.Enough
        step()


def followed(file: Path, *done: Callable[[], object], after: str | None = None) -> tuple[list[bytes], str]:
    """The lines that are read while something is done at each pause, and the position that they lead to."""
    lines = []
    with closing(FileSource(file, follows=True, wait=Writer(*done))) as source:
        if after is not None:
            source.go_to(after)
        try:
            for line in source.lines():
                lines += [line] if line is not None else []
        except Writer.Enough:
            return lines, source.position()
        raise AssertionError


def add(file: Path, text: bytes) -> None:
    with file.open("ab") as stream:
        stream.write(text)


def read_on(file: Path, position: str) -> list[bytes | None]:
    """The lines after a position, to the end of the file."""
    with closing(FileSource(file)) as source:
        source.go_to(position)
        return list(source.lines())


def test_a_renamed_file_is_read_to_its_end_and_then_the_one_that_has_its_name(tmp_path: Path) -> None:
    """The writer may write to the old file until he has written to the new one."""
    file, old = tmp_path / "log.jsonl", tmp_path / "log.jsonl.1"
    file.write_bytes(b"one\n")
    lines, position = followed(
        file,
        lambda: file.rename(old),
        lambda: add(file, b""),
        lambda: add(old, b"two\n"),
        lambda: add(old, b"three"),
        lambda: add(file, b"fo"),
        lambda: add(file, b"ur\n"),
        lambda: add(file, b"five\n"),
    )
    assert lines == [b"one\n", b"two\n", b"three", b"four\n", b"five\n"]
    add(file, b"six\n")
    assert read_on(file, position) == [b"six\n"]


def test_a_file_that_was_rotated_while_nobody_read_is_found_beside(tmp_path: Path) -> None:
    file, old = tmp_path / "log.jsonl", tmp_path / "log.jsonl-20190804"
    file.write_bytes(b"one\n")
    (tmp_path / "log.jsonl.bak").write_bytes(b"one\nof a hand\n")
    _, position = followed(file)
    add(file, b"two\n")
    file.rename(old)
    file.write_bytes(b"")
    assert read_on(file, position) == [b"two\n"]
    file.write_bytes(b"three\nfour")
    assert read_on(file, position) == [b"two\n", b"three\n", b"four"]
    lines, _ = followed(file, lambda: None, after=position)
    assert lines == [b"two\n", b"three\n"]


def test_a_file_that_is_copied_and_cut_is_read_on_in_its_copy(tmp_path: Path) -> None:
    file, copy = tmp_path / "log.jsonl", tmp_path / "log.jsonl.1"
    file.write_bytes(b"one\n")

    def rotate() -> None:
        add(file, b"two\n")
        shutil.copyfile(file, copy)
        file.write_bytes(b"")

    lines, position = followed(file, rotate, lambda: add(file, b"three, longer than before\n"))
    assert lines == [b"one\n", b"two\n", b"three, longer than before\n"]
    assert read_on(file, position) == []


@pytest.mark.parametrize("follows", [True, False])
def test_a_file_that_is_cut_while_it_is_read_is_read_on_in_its_copy(tmp_path: Path, *, follows: bool) -> None:
    """What was read is known as it was read, not as the file stands when its end is reached."""
    file, copy = tmp_path / "log.jsonl", tmp_path / "log.jsonl.1"
    whole = [f"{number:08}\n".encode() for number in range(3000)]
    file.write_bytes(b"".join(whole))
    lines = []
    with closing(FileSource(file, follows=follows, wait=Writer(lambda: add(file, b"new\n")))) as source:
        try:
            for line in source.lines():
                lines += [line] if line is not None else []
                if len(lines) == 1000:
                    shutil.copyfile(file, copy)
                    file.write_bytes(b"")
                    before = source.position()
        except Writer.Enough:
            pass
    new = [b"new\n"] if follows else []
    assert lines == [*whole, *new]
    assert read_on(file, before) == [*whole[1000:], *new]


def test_a_byte_order_mark_is_no_part_of_the_first_line_of_a_later_file(tmp_path: Path) -> None:
    """The monitor knows only the first line of all."""
    file = tmp_path / "log.jsonl"
    file.write_bytes(b"one\n")
    rotate = [lambda: file.rename(tmp_path / "log.jsonl.1"), lambda: add(file, b"\xef\xbb\xbftwo\n")]
    lines, position = followed(file, *rotate, lambda: None, lambda: add(file, b"three\n"))
    assert lines == [b"one\n", b"two\n", b"three\n"]
    assert read_on(file, position) == []


def test_a_file_that_is_rotated_twice_between_two_looks_is_refused(tmp_path: Path) -> None:
    """Nothing was read of the one between; that the first one is packed meanwhile is no reason."""
    file, old = tmp_path / "log.jsonl", tmp_path / "log.jsonl.2"
    file.write_bytes(b"one\n")

    def rotate() -> None:
        file.rename(old)
        os.utime(old, (1, 1))
        (tmp_path / "log.jsonl.2.gz").write_bytes(b"packed")
        file.write_bytes(b"three\n")

    lines, _ = followed(file, rotate, lambda: None, lambda: add(file, b"four\n"))
    assert lines == [b"one\n", b"three\n", b"four\n"]

    def rotate_twice() -> None:
        (tmp_path / "log.jsonl").rename(tmp_path / "log.jsonl.1")
        os.utime(tmp_path / "log.jsonl.1", (2, 2))
        file.write_bytes(b"five\n")
        file.rename(tmp_path / "log.jsonl.0")
        file.write_bytes(b"six\n")

    with pytest.raises(SourceChanged):
        followed(file, rotate_twice)


@pytest.mark.parametrize("text", [b"", b"on", b"another\n", b"2ne\n"])
def test_a_followed_file_whose_lines_are_gone_is_refused(text: bytes, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    file.write_bytes(b"one\n")
    with pytest.raises(SourceChanged):
        followed(file, lambda: file.write_bytes(text))


def test_a_followed_file_that_is_written_anew_by_hand_is_refused(tmp_path: Path) -> None:
    """An editor puts another file under the name, which begins as the one that was read."""
    file = tmp_path / "log.jsonl"
    file.write_bytes(b"one\ntwo\n")

    def edit() -> None:
        (tmp_path / "new").write_bytes(b"one\n2\n")
        (tmp_path / "new").rename(file)

    with pytest.raises(SourceChanged):
        followed(file, edit)


def test_a_file_that_was_rotated_more_than_once_while_nobody_read_is_refused(tmp_path: Path) -> None:
    """What was rotated after the file that was read may be packed: it cannot be told whether all of it is there."""
    file = tmp_path / "log.jsonl"
    file.write_bytes(b"one\n")
    _, position = followed(file)
    file.rename(tmp_path / "log.jsonl.2")
    os.utime(tmp_path / "log.jsonl.2", (1, 1))
    (tmp_path / "log.jsonl.1.gz").write_bytes(b"packed")
    file.write_bytes(b"three\n")
    with pytest.raises(SourceChanged):
        read_on(file, position)


def test_a_file_that_was_rotated_before_anything_was_written_to_it_is_missed_by_nobody(
    tmp_path: Path,
) -> None:
    """A quiet log is rotated too, whether it is followed meanwhile or not."""
    file, old = tmp_path / "log.jsonl", tmp_path / "log.jsonl.2"
    file.write_bytes(b"one\n")
    _, position = followed(file)

    def rotate() -> None:
        file.rename(old)
        os.utime(old, (1, 1))
        (tmp_path / "log.jsonl.1").write_bytes(b"")
        file.write_bytes(b"two\n")

    lines, _ = followed(file, rotate, lambda: None)
    assert lines == [b"one\n", b"two\n"]
    assert read_on(file, position) == [b"two\n"]


def test_a_log_that_is_cut_while_it_is_watched_ends_the_watch_with_a_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("".join(log_of(4)), "utf-8")

    def cut(_: float) -> None:
        log.write_bytes(b"")

    monkeypatch.setattr(FileSource.__init__, "__kwdefaults__", {"follows": False, "wait": cut})
    options = ["--format", "jsonl", "--output", str(tmp_path / "told.jsonl"), "--lang", "en"]
    assert main(["watch", str(SUITE), str(log), "--store", str(tmp_path / "state.db"), *options]) == 2
    assert strip_isolates(capsys.readouterr().err) == (
        f"slakit: what was read of `{log}` is no longer what stands there\n"
        "  help: begin anew with another store: the log is then read from its beginning;"
        " if it was rotated, put what stood in it before into one file with it\n"
    )
