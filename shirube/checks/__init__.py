"""One rule about a plan per file (点検): plan → findings."""
