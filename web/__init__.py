"""Review in the browser: records, their findings and their evidence on the page image.

``create_app`` builds the application, ``serve`` runs it, ``Team`` is the access of people who log in. Pages are drawn
on the server, work without script and ask nothing of any other machine.
"""

from __future__ import annotations

from web.app import create_app
from web.oidc import Provider
from web.server import HOST, serve
from web.team import Team

__all__ = ["HOST", "Provider", "Team", "create_app", "serve"]
