"""The library's version, in the one place that the build and the code both read.

The version of the *language* that agreements are written in is another: each document names its own
(`document: agreement/v1`).
"""

__version__ = "0.1.0"
