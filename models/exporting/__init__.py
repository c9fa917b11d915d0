"""A trained network to the folder that ships: exported, quantised, described, and compared with what was trained."""
