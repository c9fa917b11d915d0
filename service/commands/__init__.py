"""What each command of the command line does, apart from parsing its arguments.

Knows nothing of training or of how ads are fetched.
"""
