"""Which modules have their doctests left out: those that need torch, where there is none."""

from importlib.util import find_spec

_NEED_TORCH = ("export", "fitting", "network", "restoring", "silver", "tuning")

collect_ignore = [] if find_spec("torch") else [f"qdnlp/training/{name}.py" for name in _NEED_TORCH]
