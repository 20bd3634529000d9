"""The salon's rules, ports, use cases and flow: no framework, no clock, no I/O."""
