"""Verdicts: what every check means, from the facts that an engine finds.

Each check is one function, read from top to bottom in one sitting. Nothing here reads a clock, a file or a locale.

Three answers run through it: yes (`True`), no (`False`) and unknown (`None`). An instant is an integer of
microseconds UTC. A span is in force from its opening on, and no longer at the instant of its closing: `[opened, closed)`.
"""
