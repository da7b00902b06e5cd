"""Documents for a word processor: an agreement to sign and to file."""
