"""The fine-tuned classifier at run time: tokens, windows, engines, calibration and what they say about an ad."""
