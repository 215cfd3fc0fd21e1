"""The program's version; pyproject.toml names the same one (a test says so)."""

from __future__ import annotations

VERSION = "0.1.0"
