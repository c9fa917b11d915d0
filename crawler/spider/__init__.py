"""The crawl itself, on Scrapy."""
