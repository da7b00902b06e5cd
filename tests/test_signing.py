"""Keys, signatures and what becomes of them: every way in which a signature fails has its own words and code 1."""

import base64
import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slakit.calendars import parse_day
from slakit.cli import main
from slakit.consistency.plain import group
from slakit.document import read
from slakit.loading import load
from slakit.review.edits import Edit, applied
from slakit.review.scaffold import Beginning, of_agreement
from slakit.signing.keys import KeyTrouble, PublicKey, new_key, private_key, public_key
from slakit.signing.signatures import Verdict, signed, verified
from slakit.text import strip_isolates

OFFICE = Path("agreements/office/1400")
SIGNATURE = OFFICE / "signatures" / "provider.yaml"
PASSPHRASE = "three words or more"  # noqa: S105  of keys that live as long as a test
ON = ("--on", "1400/06/01")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command, in English unless told otherwise."""

    def command(*arguments: str | Path, language: str = "en") -> tuple[int, str, str]:
        code = main([*map(str, arguments), "--lang", language])
        told = capsys.readouterr()
        return code, told.out, told.err

    return command


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition of 1400 and an open key, in the working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SLAKIT_PASSPHRASE", raising=False)
    for name, text in of_agreement(Beginning("office", "1400", "jalali", "en")).items():
        (file := tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    new_key(tmp_path / "key", None)
    return tmp_path


@pytest.fixture
def signed_office(office: Path) -> Path:
    """The same, signed at the beginning of its term."""
    assert main(["sign", str(OFFICE), "--key", "key", "--at", "1400/01/01", "--lang", "en"]) == 0
    return office


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), "utf-8")


def said_in_it() -> dict[str, object]:
    """What the signature document says."""
    return dict(group(read(SIGNATURE).data))


def fingerprint(name: str = "key") -> str:
    return public_key(Path(f"{name}.pub")).fingerprint


# --- keys ------------------------------------------------------------------------------------------------


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_a_new_key_has_a_passphrase_and_only_its_owner_can_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLAKIT_PASSPHRASE", PASSPHRASE)
    code, out, err = run("keys", "new", "mine")
    assert (code, err) == (0, "")
    assert out == (
        "written: mine, to be kept secret, and mine.pub, to be given away\n"
        f"fingerprint: {fingerprint('mine')}\n"
    )
    assert (mode(Path("mine")), mode(Path("mine.pub")) & 0o600) == (0o600, 0o600)
    with pytest.raises(KeyTrouble) as raised:
        private_key(Path("mine"), None)
    assert raised.value.trouble == "passphrase-needed"
    assert private_key(Path("mine"), PASSPHRASE).public == public_key(Path("mine.pub"))
    assert run("keys", "show", "mine.pub") == (0, f"fingerprint: {fingerprint('mine')}\n", "")


def test_without_a_passphrase_no_key_is_written_unless_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SLAKIT_PASSPHRASE", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    assert run("keys", "new", "mine") == (
        2,
        "",
        (
            "slakit: the key `mine` needs a passphrase, and there is no terminal to ask for it on\n"
            "  help: give it in the environment variable SLAKIT_PASSPHRASE or with `--passphrase-file FILE`\n"
        ),
    )
    for short in ("", "eleven char"):
        Path("word").write_text(short, "utf-8")
        code, out, err = run("keys", "new", "mine", "--passphrase-file", "word")
        assert (code, out, err.splitlines()[0]) == (
            2,
            "",
            "slakit: the passphrase has fewer than 12 characters",
        )
    assert [file.name for file in tmp_path.iterdir()] == ["word"]
    assert run("keys", "new", "mine", "--without-passphrase")[0] == 0
    assert mode(Path("mine")) == 0o600


def test_a_passphrase_is_typed_twice_and_unseen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SLAKIT_PASSPHRASE", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    typed = iter([PASSPHRASE, "another one instead", PASSPHRASE, PASSPHRASE])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert run("keys", "new", "mine")[2] == "slakit: the two passphrases are not the same\n"
    assert run("keys", "new", "mine")[0] == 0
    assert private_key(Path("mine"), PASSPHRASE).public == public_key(Path("mine.pub"))


def test_no_key_is_ever_overwritten(office: Path, run: Run) -> None:
    before = Path("key").read_bytes()
    assert run("keys", "new", "key", "--without-passphrase") == (
        2, "", "slakit: `key` is already there, and nothing is overwritten\n"
    )  # fmt: skip
    Path("key").rename("moved")
    assert run("keys", "new", "key", "--without-passphrase")[2].startswith(
        "slakit: `key.pub` is already there"
    )
    assert (Path("moved").read_bytes(), Path("key").exists()) == (before, False)


def test_keys_of_other_tools_are_read_and_those_of_another_kind_are_not(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
    )  # fmt: skip

    ours, other = Ed25519PrivateKey.generate(), generate_private_key(SECP256R1())
    secret = BestAvailableEncryption(PASSPHRASE.encode())
    contents = {
        "pem": ours.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret),
        "other": other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        "broken": b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
        "pem.pub": ours.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        "other.pub": other.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH),
        "broken.pub": b"ssh-ed25519 AAAA",
    }
    for name, content in contents.items():
        (tmp_path / name).touch(0o600)
        (tmp_path / name).write_bytes(content)
    assert private_key(tmp_path / "pem", PASSPHRASE).public == public_key(tmp_path / "pem.pub")
    readings: list[tuple[Callable[[], object], str]] = [
        (lambda: private_key(tmp_path / "pem", "not this one at all"), "wrong-passphrase"),
        (lambda: private_key(tmp_path / "other", None), "other-kind"),
        (lambda: private_key(tmp_path / "broken", None), "no-key"),
        (lambda: private_key(tmp_path / "missing", None), "cannot-read"),
        (lambda: public_key(tmp_path / "other.pub"), "other-kind"),
        (lambda: public_key(tmp_path / "broken.pub"), "no-key"),
        (lambda: public_key(tmp_path / "missing.pub"), "cannot-read"),
    ]
    for reading, trouble in readings:
        with pytest.raises(KeyTrouble) as raised:
            reading()
        assert raised.value.trouble == trouble


def test_why_a_key_cannot_be_read_is_told_in_persian(run: Run) -> None:
    """What the system says is told in the language of the reader, as of every other file."""
    status, _, told = run("keys", "show", "missing.pub", language="fa")
    assert (status, strip_isolates(told).replace("\u2067", "")) == (
        2,
        "slakit: «missing.pub» خوانده نشد: چنین فایل یا پوشه‌ای وجود ندارد\n",
    )


def test_an_open_key_that_others_can_read_signs_nothing(office: Path, run: Run) -> None:
    Path("key").chmod(0o640)
    assert run("sign", OFFICE, "--key", "key") == (
        2,
        "",
        (
            "slakit: `key` has no passphrase, and others than its owner can read it\n"
            "  help: run `chmod 600 key`, or better, make a key with a passphrase\n"
        ),
    )
    assert not SIGNATURE.exists()


# --- signing ---------------------------------------------------------------------------------------------


def test_an_edition_is_signed_and_stands_as_it_was_signed(office: Path, run: Run) -> None:
    digest = load(OFFICE).digest
    assert run("sign", OFFICE, "--key", "key", "--at", "1400/01/01 08:00") == (
        0,
        f"written: {SIGNATURE}\nsigned: edition 1400 of office, by provider, at 1400/01/01 08:00\ndigest: {digest}\n",
        "",
    )
    assert run("verify", OFFICE, "--key", "key.pub", "--on", "1400/12/29") == (
        0,
        f"provider: signed at 1400/01/01 08:00 with the key {fingerprint()}, and unchanged since\ndigest: {digest}\n",
        "",
    )
    assert run("validate", SIGNATURE)[:2] == (0, "1 document, no faults\n")


def test_the_findings_of_a_signed_edition_name_the_digest_that_was_signed(
    signed_office: Path, run: Run
) -> None:
    log = Path("log.jsonl")
    log.write_text("", "utf-8")
    told = json.loads(run("check", OFFICE, log, "--at", "1401/01/01", "--format", "json")[1])
    assert told["basis"]["digest"] == said_in_it()["digest"]
    assert (
        f"  digest: {told['basis']['digest']}"
        in run("check", OFFICE, log, "--at", "1401/01/01")[1].splitlines()
    )


def test_a_draft_and_a_signed_edition_are_not_signed(office: Path, run: Run) -> None:
    change(OFFICE / "agreement.yaml", "term:\n", "# open: from when?\nterm:\n")
    code, out, err = run("sign", OFFICE, "--key", "key")
    line = (OFFICE / "agreement.yaml").read_text("utf-8").splitlines().index("# open: from when?") + 1
    assert (code, out, err) == (
        2,
        "",
        (
            "slakit: the edition has open points, so it is a draft and is not signed: "
            f"`{OFFICE}/agreement.yaml:{line}`\n  help: decide each and delete its comment\n"
        ),
    )
    change(OFFICE / "agreement.yaml", "# open: from when?\n", "")
    assert run("sign", OFFICE, "--key", "key")[0] == 0
    before = SIGNATURE.read_bytes()
    assert run("sign", OFFICE, "--key", "key")[2].startswith(
        f"slakit: `{SIGNATURE}` is already there: `provider` has signed\n"
    )
    assert SIGNATURE.read_bytes() == before


def test_only_a_signatory_signs_and_where_there_are_several_each_is_named(office: Path, run: Run) -> None:
    assert run("sign", OFFICE, "--key", "key", "--as", "recipients")[2] == (
        "slakit: `recipients` does not sign this agreement\n  help: say which with `--as PARTY`: `provider`\n"
    )
    agreement = OFFICE / "agreement.yaml"
    for role in ("provider", "recipient"):
        change(agreement, f"    role: {role}\n", f"    role: {role}\n    acts-as: signatory\n")
    assert run("sign", OFFICE, "--key", "key")[2] == (
        "slakit: the agreement has several signatories\n"
        "  help: say which with `--as PARTY`: `provider`, `recipients`\n"
    )
    assert run("sign", OFFICE, "--key", "key", "--as", "provider")[0] == 0
    assert run("verify", OFFICE, "--key", "key.pub", *ON)[2] == (
        "slakit: the agreement has several signatories\n"
        "  help: say whose key it is: `--key PARTY=FILE`, for each of `provider`, `recipients`\n"
    )
    assert run("verify", OFFICE, "--key", "provider=key.pub", *ON)[2].startswith(
        "slakit: no key was given for `recipients`\n"
    )
    keys = ("--key", "provider=key.pub", "--key", "recipients=key.pub")
    code, out, _ = run("verify", OFFICE, *keys, *ON)
    assert (code, out.splitlines()[1]) == (
        1, f"recipients: has not signed: there is no `{OFFICE}/signatures/recipients.yaml`"
    )  # fmt: skip
    assert run("sign", OFFICE, "--key", "key", "--as", "recipients")[0] == 0
    assert run("verify", OFFICE, *keys, *ON)[0] == 0


# --- what becomes of a signature -------------------------------------------------------------------------


def doubts(run: Run, *arguments: str | Path, language: str = "en") -> tuple[int, list[str]]:
    code, out, err = run("verify", OFFICE, "--key", "key.pub", *(arguments or ON), language=language)
    assert err == ""
    return code, [line.removeprefix("provider: ") for line in out.splitlines()[:-1]]


def test_an_unsigned_edition_has_not_been_signed(office: Path, run: Run) -> None:
    assert doubts(run) == (1, [f"has not signed: there is no `{SIGNATURE}`"])


def test_a_changed_word_is_told_with_the_document_that_it_stands_in(signed_office: Path, run: Run) -> None:
    change(OFFICE / "agreement.yaml", "at-least: 72 hours", "at-least: 71 hours")
    assert doubts(run) == (1, ["since it was signed this has changed: `agreement`"])
    services = OFFICE / "services.yaml"
    services.write_text(services.read_text("utf-8") + "    note: {en: added afterwards}\n", "utf-8")
    told = [f"since it was signed this has changed: `{part}`" for part in ("agreement", "services")]
    assert doubts(run) == (1, told)


def test_comments_layout_and_waivers_change_nothing_that_was_signed(signed_office: Path, run: Run) -> None:
    change(OFFICE / "agreement.yaml", "term:\n", "# read once more\n\nterm:\n")
    change(
        OFFICE / "agreement.yaml",
        "    approved-by: provider\n    until: 1400/12/29\n",
        "    approved-by:   provider\n    until: 1400/11/30\n",
    )
    assert doubts(run)[0] == 0


def test_another_key_is_told_with_both_fingerprints(signed_office: Path, run: Run) -> None:
    new_key(signed_office / "stranger", None)
    code, out, _ = run("verify", OFFICE, "--key", "stranger.pub", *ON)
    assert (code, out.splitlines()[:-1]) == (
        1, [f"provider: signed with another key, {fingerprint()}, than the one given, {fingerprint('stranger')}"]
    )  # fmt: skip


def test_the_term_ends_with_its_last_day(signed_office: Path, run: Run) -> None:
    assert doubts(run, "--on", "1400/12/29")[0] == 0
    assert doubts(run, "--on", "1401/01/01") == (1, ["the term ended with 1400/12/29, before 1401/01/01"])
    assert doubts(run, "--on", "2022-03-21") == (1, ["the term ended with 1400/12/29, before 1401/01/01"])


@pytest.mark.parametrize("key", ["signed", "from", "digest"])
def test_a_signature_whose_words_were_changed_is_not_genuine(signed_office: Path, run: Run, key: str) -> None:
    values = {"signed": "2021-03-22T00:00:00Z", "from": "1400/01/02", "digest": "0" * 64}
    old = str(said_in_it()[key])
    change(SIGNATURE, f'\n{key}: "{old}"', f'\n{key}: "{values[key]}"')
    told = f"what `{SIGNATURE}` says is not what was signed: it was changed, or never signed with its key"
    more = ["since it was signed this has changed: `digest`"] if key == "digest" else []
    assert doubts(run) == (1, [told, *more])


def test_a_key_that_is_put_into_a_signature_does_not_make_it_genuine(signed_office: Path, run: Run) -> None:
    key = new_key(signed_office / "stranger", None)
    change(SIGNATURE, public_key(Path("key.pub")).line, key.line)
    code, out, _ = run("verify", OFFICE, "--key", "stranger.pub", *ON)
    assert (code, [line.split(":")[1].split(" says")[0] for line in out.splitlines()[:-1]]) == (
        1, [f" what `{SIGNATURE}`"]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("digest: ", "digest: [", "the file is broken here"),
        ('signature: "', 'signature: "!', "signature"),
        ("signatory: ", "signator: ", "signator"),
    ],
)
def test_a_corrupt_signature_is_told_with_its_place(
    signed_office: Path, run: Run, old: str, new: str, told: str
) -> None:
    change(SIGNATURE, f"\n{old}", f"\n{new}")
    code, lines = doubts(run)
    assert (code, lines[0]) == (1, f"`{SIGNATURE}` cannot be read as a signature")
    assert lines[1].startswith(f"  {SIGNATURE}:")
    assert told == "the file is broken here" or told in lines[1]


def test_the_signature_of_another_edition_signs_nothing_here(signed_office: Path, run: Run) -> None:
    change(OFFICE / "agreement.yaml", 'edition: "1400"', 'edition: "1400-b"')
    change(OFFICE / "services.yaml", 'edition: "1400"', 'edition: "1400-b"')
    assert doubts(run) == (
        1,
        [
            "the signature is of another edition, `1400` instead of `1400-b`",
            "since it was signed this has changed: `agreement`",
            "since it was signed this has changed: `services`",
        ],
    )


def test_other_schemas_than_those_of_the_signing_are_told_and_no_doubt(
    signed_office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from slakit import schema
    from slakit.signing import signatures

    def later(name: str) -> schema.Schema:
        return (
            {**schema.schema_named(name), "$comment": "a later one"}
            if name == "services"
            else schema.schema_named(name)
        )

    monkeypatch.setattr(signatures, "schema_named", later)
    verdict = verified(load(OFFICE), "provider", public_key(Path("key.pub")), parse_day("1400/06/01"))
    assert (verdict.holds, verdict.other_schemas) == (True, ("services",))


def test_doubts_are_told_in_persian(office: Path, run: Run) -> None:
    assert doubts(run, language="fa") == (
        1, [f"\u2066provider\u2069: امضا نکرده است: «\u2066{SIGNATURE}\u2069» نیست"]
    )  # fmt: skip


def test_programs_get_every_doubt_as_json(signed_office: Path, run: Run) -> None:
    change(OFFICE / "agreement.yaml", "at-least: 72 hours", "at-least: 71 hours")
    code, out, _ = run("verify", OFFICE, "--key", "key.pub", "--format", "json", "--on", "1401/01/01")
    assert (code, json.loads(out)) == (
        1,
        {
            "agreement": "office",
            "edition": "1400",
            "digest": load(OFFICE).digest,
            "on": "1401/01/01",
            "signatures": [
                {
                    "signatory": "provider",
                    "file": str(SIGNATURE),
                    "holds": False,
                    "signed": "2021-03-20T20:30:00Z",
                    "key": fingerprint(),
                    "doubts": [
                        {"doubt": "changed", "part": "agreement"},
                        {"doubt": "expired", "until": "1400/12/29", "on": "1401/01/01"},
                    ],
                    "other-schemas": [],
                }
            ],
        },
    )


def test_an_edition_with_faults_is_wrong_input(signed_office: Path, run: Run) -> None:
    change(OFFICE / "agreement.yaml", "at-least: 72 hours", "at-least: soon")
    assert run("verify", OFFICE, "--key", "key.pub", *ON)[:2] == (2, "")


def verdict_of(folder: Path, key: PublicKey) -> Verdict:
    return verified(load(folder), "provider", key, parse_day("1400/06/01"))


@given(data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_byte_of_a_signature_can_change_without_a_doubt(signed_office: Path, data: st.DataObject) -> None:
    """Each byte of what was signed and of the signature itself, but for comments and spaces."""
    key, text = public_key(Path("key.pub")), SIGNATURE.read_text("utf-8")
    start = text.index("document:")
    places = [at for at in range(start, len(text)) if not text[at].isspace()]
    at = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([one for one in '0aZ/"' if one != text[at]]))
    SIGNATURE.write_text(applied(text, [Edit(at, at + 1, other)]), "utf-8")
    try:
        assert not verdict_of(OFFICE, key).holds
    finally:
        SIGNATURE.write_text(text, "utf-8")


@pytest.mark.parametrize(
    "content", [b"", b"\0\0\1\0ssh-ed25519", b"\0\0\0\x0bssh-ed25519\0\0\0\1x", b"\xff" * 51]
)
def test_what_is_no_key_has_signed_nothing(content: bytes) -> None:
    """A key of which a byte was changed may be one that nobody can read."""
    key = PublicKey(f"ssh-ed25519 {base64.b64encode(content).decode()}")
    assert not key.has_signed(b"words", b"\0" * 64)


def test_a_signature_is_that_of_rfc_8032_over_the_canonical_document(office: Path) -> None:
    """Any other program can verify it: the document without `signature`, in canonical JSON."""
    import rfc8785
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    key = private_key(Path("key"), None)
    SIGNATURE.parent.mkdir()
    SIGNATURE.write_text(signed(load(OFFICE), "provider", key, 0), "utf-8")
    said = json.loads(json.dumps(said_in_it()))
    signature = base64.b64decode(said.pop("signature"))
    content = base64.b64decode(said["key"].split()[1])
    Ed25519PublicKey.from_public_bytes(content[-32:]).verify(signature, rfc8785.dumps(said))
