"""Names and numbers in ad text: companies, licences, contacts, endorsers, products.

Works on normalised text and returns spans of it; knows nothing of what an ad may say.
"""
