"""What every test shares: how far Hypothesis searches.

`ci` is what everybody runs: the same examples every time, no clock. `search` looks for new
counterexamples at night (`pytest --hypothesis-profile=search`); what it finds becomes a permanent case.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", deadline=None, max_examples=5_000, print_blob=True)
settings.load_profile("ci")
