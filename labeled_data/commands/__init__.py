"""What ``finad data`` does, command by command; the command line only parses arguments.

Knows nothing of typer.
"""
