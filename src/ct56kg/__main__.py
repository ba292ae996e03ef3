"""`python -m ct56kg` is the command `ct56kg`."""

from ct56kg.cli import entry

if __name__ == "__main__":
    entry()
