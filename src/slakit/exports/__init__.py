"""An agreement in the formats of others: each module is one format, and says what it has no place for.

Nothing is written that the agreement does not say; what is left out is named, norm by norm.
"""
