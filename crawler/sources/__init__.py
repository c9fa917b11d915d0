"""What can be crawled: names, addresses, files, devices."""
