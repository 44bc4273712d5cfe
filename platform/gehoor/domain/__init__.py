"""Facts of a complaint and the ways to count: pure, no clock, no I/O, no framework."""
