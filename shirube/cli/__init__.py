"""Commands. Those about files need no database."""
