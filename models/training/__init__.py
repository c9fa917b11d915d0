"""Fine-tuning: labelled ads to a network with nine answers and the words that prove them.

The home of torch and transformers beside ``models.pretraining`` and ``models.exporting``.
"""
