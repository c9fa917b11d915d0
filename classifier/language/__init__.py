"""How an ad is read before it is judged: sentences, contexts, products, genre.

Knows nothing of categories or rules.
"""
