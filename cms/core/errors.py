"""Every error that a caller can be told about, as one small tree.

Each class carries a stable ``code`` (GraphQL ``extensions.code``, the last part of a problem+json ``type``) and the
HTTP ``status`` that fits it. A surface translates the tree once; nothing else invents error texts.

    MadangError
      BadInput            400  an argument, a file or a header says something impossible
        BadCursor         400  a pagination cursor that this server did not make
        TooLarge          413  more bytes, nodes or items than the limit
        TooSlow           408  the body came more slowly than the least that is waited for
      NotAcceptable       406  no representation matches the ``Accept`` header
      NotFound            404  nothing was ever published there
      MethodNotAllowed    405  something is there that answers other methods
      Gone                410  something was published there and has been withdrawn
      Refused             409  the rules of the city forbid it (a licence freer than its material)
      Unauthorized        401  no credentials, or none that are known here
      Forbidden           403  the credentials are known, and may not do this
      Misdirected         421  the request was sent to a host that is none of this city's
      UnsupportedType     415  a body of a media type that is not taken here
      Unprocessable       422  a body of the right type with nothing in it that can be understood
      TooMany             429  one client asks more often than the limit; the same request may be sent again later
      Unsupported         501  the protocol knows this, and this server does not offer it (an oEmbed format)
      Unavailable         503  a service that this one needs does not answer; the same request may be sent again
      StoreFull           507  no space is left to store what was sent
"""

from collections.abc import Mapping
from typing import ClassVar

from cms.core.text import printable


class MadangError(Exception):
    """Base of the tree: ``message`` is written for the person who sent the request, ``headers`` for their program.

    Both ``message`` and ``where`` may quote what was sent, whatever it is; they are kept as text that can be written.
    A lazy message can be read by others too, each in their language.
    """

    code: ClassVar[str] = "ERROR"
    status: ClassVar[int] = 500
    headers: Mapping[str, str] = {}

    def __init__(self, message: str, *, where: str | None = None) -> None:
        super().__init__(str(message))
        self._said = message
        self.message = printable(str(message))
        self.where = None if where is None else printable(where)

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message

    def worded(self) -> str:
        """The message in the language of this moment, where it was given lazily; else as it was given."""
        return printable(str(self._said))


class BadInput(MadangError):
    """The request cannot be understood; ``where`` names the argument, line or header."""

    code = "BAD_INPUT"
    status = 400


class BadCursor(BadInput):
    """A cursor is opaque and is only ever copied from an answer."""

    code = "BAD_CURSOR"


class TooLarge(BadInput):
    """The request exceeds a documented limit."""

    code = "TOO_LARGE"
    status = 413


class TooSlow(BadInput):
    """The request did not come in at the least speed that is waited for."""

    code = "TOO_SLOW"
    status = 408


class NotAcceptable(MadangError):
    """No representation of the resource matches what the client accepts."""

    code = "NOT_ACCEPTABLE"
    status = 406


class NotFound(MadangError):
    """Nothing was ever published at this address or under this key."""

    code = "NOT_FOUND"
    status = 404


class MethodNotAllowed(MadangError):
    """``allowed`` names the methods that this address answers, as the header Allow does."""

    code = "METHOD_NOT_ALLOWED"
    status = 405

    def __init__(self, allowed: str) -> None:
        super().__init__(f"allowed here: {allowed}")
        self.headers = {"Allow": allowed}


class Gone(MadangError):
    """Something was published here and has left every output."""

    code = "GONE"
    status = 410


class Refused(MadangError):
    """Understood, and forbidden by a rule that the message names."""

    code = "REFUSED"
    status = 409


class Unsupported(MadangError):
    """A format or feature that a protocol names as optional and that this server does not offer."""

    code = "UNSUPPORTED"
    status = 501


class Unauthorized(MadangError):
    """The request must name who sends it; the answer does not say which part of the credentials is wrong."""

    code = "UNAUTHORIZED"
    status = 401
    headers: Mapping[str, str] = {"WWW-Authenticate": 'Bearer realm="madang"'}


class Forbidden(MadangError):
    """Whoever sends this is known, and has been shut out."""

    code = "FORBIDDEN"
    status = 403


class Misdirected(MadangError):
    """The host that the request was sent to is none of those that are answered here (RFC 9110, 15.5.20)."""

    code = "MISDIRECTED"
    status = 421


class UnsupportedType(MadangError):
    """The media type of the request's body is not one of those that the message names."""

    code = "UNSUPPORTED_TYPE"
    status = 415


class Unprocessable(MadangError):
    """The body has the right type, and nothing in it could be understood."""

    code = "UNPROCESSABLE"
    status = 422


class TooMany(MadangError):
    """One client asks more often than is allowed; ``seconds`` is after how many it may ask again."""

    code = "TOO_MANY"
    status = 429

    def __init__(self, message: str, *, seconds: int) -> None:
        super().__init__(message)
        self.headers = {"Retry-After": str(seconds)}


class Unavailable(MadangError):
    """A database or store does not answer at this moment; nothing was changed that a second try would repeat."""

    code = "UNAVAILABLE"
    status = 503
    headers: Mapping[str, str] = {"Retry-After": "10"}


class StoreFull(MadangError):
    """The disk or quota of a store is full; nothing was changed."""

    code = "STORE_FULL"
    status = 507
