"""Review in the browser: records, their findings and their evidence on the page image. Read-only in this version.

``create_app`` builds the application, ``serve`` runs it on this machine only. Pages are drawn on the server, work
without script and ask nothing of any other machine.
"""

from __future__ import annotations

from web.app import create_app
from web.server import HOST, serve

__all__ = ["HOST", "create_app", "serve"]
