"""The frames between the parent and a confined process."""

import os
import socket
from pathlib import Path

from files.confinement import frames


def test_a_frame_that_was_read_before_the_other_side_ended_was_sent(monkeypatch):
    """A job that ends its process at once would be begun again, as if that had ended before."""
    channel, other = socket.socketpair()
    send_fds = socket.send_fds

    def sent_and_read(*arguments):
        sent = send_fds(*arguments)
        said.append(frames.receive_with_files(other))
        other.close()
        return sent

    said = []
    monkeypatch.setattr(socket, "send_fds", sent_and_read)
    with channel, Path(os.devnull).open("rb") as file:
        frames.send(channel, {"job": 1}, [file.fileno()])
    ((message, files),) = said
    os.close(*files)
    assert message == {"job": 1}
