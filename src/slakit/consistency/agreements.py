from slakit.document import Document
from slakit.errors import Fault


def faults_of_agreement(agreement: Document) -> list[Fault]:
    return []


def faults_of_annex(annex: Document, agreement: Document) -> list[Fault]:
    return []
