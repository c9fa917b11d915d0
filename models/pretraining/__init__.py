"""Pre-training of the encoder: masked language modelling with whole-word masking on a folder of plain text.

Knows nothing of categories and labels.
"""
