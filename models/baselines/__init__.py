"""Simple judges that a trained encoder has to beat.

Knows nothing of encoders.
"""
