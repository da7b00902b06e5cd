from slakit.consistency.declared import Spoken
from slakit.document import Document
from slakit.errors import Fault


def faults_of_cases(cases: Document, words: Spoken) -> list[Fault]:
    return []
