"""What an editor asks of slakit while somebody writes: faults, meanings, places of declaration, names to choose from.

Only `server` knows the language server protocol and pygls (the extra `lsp`); everything else works on documents.
"""
