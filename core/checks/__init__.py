"""Checks: one function a rule, each yielding problems with a place and a remedy."""
