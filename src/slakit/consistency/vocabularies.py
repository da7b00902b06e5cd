from slakit.consistency.declared import Spoken
from slakit.document import Document
from slakit.errors import Fault


def faults_of_vocabulary(vocabulary: Document, words: Spoken) -> list[Fault]:
    return []
