"""The commands of the crawler: crawl, capture, revisit."""
