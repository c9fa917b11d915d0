"""What ``finad learn`` does, command by command; the command line only parses arguments and reads files of ads.

Knows nothing of typer.
"""
