"""Numbers that an option may have."""

from slakit.cli.wording import Refused, Voice


def must_be_within(option: str, value: float, least: float, most: float | None, voice: Voice) -> None:
    """Raise `Refused` for a number that is less than `least` or more than `most`."""
    if value < least or (most is not None and value > most):
        wanted = voice.said("from", least=str(least)) if most is None else voice.said("between", least=str(least), most=str(most))  # fmt: skip
        raise Refused(voice.said("value not allowed", found=str(value), option=option), wanted)
