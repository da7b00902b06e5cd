"""From the plain text of a signed agreement to a draft of its documents, with everything doubtful marked.

lines -> passages (headings, clauses, annex rows) -> definitions, days, amounts of time -> agreement.yaml, services.yaml

Every character of the text goes into exactly one passage, and into the draft unchanged. What the text does not say is
not made up: it is left out, and an open point says so.
"""
