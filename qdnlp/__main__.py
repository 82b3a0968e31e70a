"""``python -m qdnlp`` is the shell command ``qdnlp``."""

from qdnlp.cli import app

if __name__ == "__main__":
    app(prog_name="qdnlp")
