"""Training: the statistical tagger learns from texts annotated by hand.

Fine-tuning by a user's own annotations is whole here; the making of the model that comes with the
library (`training/ner/` in the repository) builds on these modules too. What the tagger does in
use, `qdnlp.entities` knows. Of these modules `network`, `fitting`, `silver`, `export`,
`restoring` and `tuning` need torch, and this package imports none of them by itself.
"""
