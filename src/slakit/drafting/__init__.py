"""Drafting the next edition of an agreement from the one that ends: `slakit renew`."""
