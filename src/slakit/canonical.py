"""Plain data in one form that every system writes alike (RFC 8785), and the digest of it."""

import hashlib


def canonical(data: object) -> bytes:
    r"""Plain data as canonical JSON: keys in the order of UTF-16, numbers as ECMAScript writes them, no spaces.

    Raises ValueError for what JSON cannot say alike everywhere: integers beyond 2^53-1, and lone surrogates. The
    loader lets neither into a document.

    >>> canonical({"\ufb33": 1.0, "\U0001f600": 1e21, "b": [True, None]}).decode()
    '{"b":[true,null],"😀":1e+21,"\ufb33":1}'
    """
    import rfc8785  # only who asks for a digest pays for it

    return rfc8785.dumps(data)  # type: ignore[arg-type]  # its type is recursive, and plain data is typed as object


def digest(data: object) -> str:
    """The SHA-256 of plain data in canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(data)).hexdigest()
