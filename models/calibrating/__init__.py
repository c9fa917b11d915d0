"""Fits and measures how probabilities are made from a model's logits and the rules, and what is promised with them."""
