"""How the property tests draw their texts.

A plain run draws the same texts each time, so that one commit has one answer; a search
(`make search`) draws new ones.
"""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("searching", deadline=None, print_blob=True)
settings.load_profile("steady")
