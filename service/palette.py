"""Colours of the nine categories, the same on paper and on screen.

Knows nothing of categories but their order.
"""

PALETTE = ("#b3261e", "#b34700", "#7d6608", "#7d3c98", "#ad1457", "#1f618d", "#0b6e5a", "#6e2c00", "#2e4053")
"""One for each category in taxonomy order; 4.5 : 1 or more against white, so they serve as text."""

SCREEN_PALETTE = ("#ff6b5e", "#ff9f43", "#f4d03f", "#c39bd3", "#ff79b0", "#5dade2", "#48c9b0", "#d7a77a", "#aab7c4")
"""The same hues, bright enough for a dark terminal."""
