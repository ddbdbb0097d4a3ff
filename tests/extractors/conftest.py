"""What the tests of reading share: pages drawn here, and an engine that does as it is told."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
