"""Engines: each judges every check, and all of them agree with `reference`, finding for finding."""
