"""``python -m bienban``."""

from bienban.cli import main

if __name__ == "__main__":
    main()
