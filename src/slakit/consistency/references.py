from slakit.consistency.declared import Named, Spoken
from slakit.document import Document
from slakit.errors import Fault


def faults_of_references(document: Document, schema: str, names: Named, words: Spoken) -> list[Fault]:
    return []
