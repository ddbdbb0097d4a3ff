"""Real servers for tests and measurements, started on this machine for as long as they are needed."""
