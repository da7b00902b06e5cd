"""The signature of an edition as a document of its own, beside the agreement."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from slakit.models import DayText, Identifier, Model, said

Sha256 = Annotated[str, Field(json_schema_extra={"format": "sha256"})]
PublicKey = Annotated[str, StringConstraints(pattern="^ssh-ed25519 [A-Za-z0-9+/]{68}$")]
"""A public key as OpenSSH writes it, without a comment."""
SignatureText = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9+/]{86}==$")]
"""The 64 bytes of an Ed25519 signature in base64."""


class SignatureDocument(Model):
    """A detached signature: what was signed, by whom and when, and the signature of exactly this.

    The signed bytes are the document itself, without `signature`, in canonical JSON (RFC 8785). Digests are of
    canonical JSON too, so that comments and layout can change, and nothing else.
    """

    document: Annotated[
        Literal["signature/v1"], said("which document this is, and its version", "نوع سند و نسخهٔ قالب آن")
    ]
    agreement: Annotated[Identifier, said("the agreement", "توافق‌نامه")]
    edition: Annotated[str, Field(min_length=1), said("the edition, in quotes", "ویرایش، در علامت نقل قول")]
    from_: Annotated[DayText, said("the first day of its term", "نخستین روز مدت اعتبار")]
    until: Annotated[DayText, said("the last day of its term, inclusive", "واپسین روز مدت اعتبار")]
    signatory: Annotated[Identifier, said("the party that signs", "طرفی که امضا می‌کند")]
    signed: Annotated[
        str, Field(json_schema_extra={"format": "instant"}), said("when it was signed", "زمان امضا")
    ]
    digest: Annotated[
        Sha256, said("the digest of the edition, which findings name", "چکیدهٔ ویرایش، که یافته‌ها نام می‌برند")
    ]
    parts: Annotated[
        dict[str, Sha256],
        Field(min_length=1),
        said("the digest of each document of the edition", "چکیدهٔ هر سند ویرایش"),
    ]
    schemas: Annotated[
        dict[Identifier, Sha256],
        Field(min_length=1),
        said("the digest of each schema that they were read by", "چکیدهٔ طرح هر سند"),
    ]
    key: Annotated[PublicKey, said("the public key of the signatory", "کلید عمومی امضاکننده")]
    signature: Annotated[
        SignatureText, said("the Ed25519 signature of all the rest", "امضای Ed25519 بر همهٔ آنچه بالاتر آمده")
    ]
