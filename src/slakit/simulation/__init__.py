"""A year of a governorate, made up: who asked for what, how it was decided, and who was disadvantaged on purpose.

It serves to try the rule kinds that compare groups, where the truth must be known. Everything is drawn from one seed.
"""
