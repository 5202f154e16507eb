"""How the server is set up: the environment, settings, addresses of pages, and the entry of the server."""
