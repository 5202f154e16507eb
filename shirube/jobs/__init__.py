"""Work done outside the answer to a request. An entry point: it may call everything below it."""
