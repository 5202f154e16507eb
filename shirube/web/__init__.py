"""Screens for staff and outside bodies: find what the person may see, call one action or query, answer."""
