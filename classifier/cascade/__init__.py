"""Spares the scanner work: ads seen before keep their verdict, copies share one answer of the model, and texts in which
nothing is to be found pass without being read, as far as a stated bound on what is missed allows.

Off unless asked for. Knows nothing of files of ads or of how a first stage is fitted.
"""
