"""Comparing groups of like cases by counts: exact tails, effects, evidence over time, families of hypotheses.

Pure functions over small integers; no event, no file, no clock. The unit of everything is the *comparison block*
(`slakit.fairness.blocks`): of `n` comparable cases, `m` of the group, `d` with the counted outcome, `a` both.
"""
