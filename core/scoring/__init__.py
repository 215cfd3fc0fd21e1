"""Scoring by a dated rule profile; every row says why it has its score."""
