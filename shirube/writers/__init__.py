"""Plan and report → files."""
