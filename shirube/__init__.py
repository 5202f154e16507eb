"""Shirube (しるべ): progress of municipal plans."""
