"""The model card: what a model is, for whom, how good and where it fails, written from what was measured."""
