"""Signed editions: who signed which words, with which key, and whether that still holds."""
