"""The version of the code, as verdicts state it."""

FINAD_VERSION = "0.1.0"
