"""Errors that are expected and carry the sentence the user reads."""


class AdvocateError(Exception):
    """Something a person can understand and mend; `str(error)` is the plain sentence to show."""


class NotFound(AdvocateError):
    """What was asked for is not in the casebook."""


class Invalid(AdvocateError):
    """A value that came from outside is wrong; the sentence names its path and what is expected."""
