"""Which of the named services are wanted in the end: none refused, done already or only asked
about (R26, R37).
"""
