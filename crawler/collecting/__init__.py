"""From visits to the files of an output folder."""
