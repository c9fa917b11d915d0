"""Aids for those who label and train: which labels to check, which texts are lacking, and which to label next.

Every core module works on plain examples, texts and arrays; ``commands`` puts them together for the command line.
"""
