"""A task that says what an honest one would not, as a process could that a file has taken over."""

import os
import signal


def run(job, files, send):
    lie = os.pread(files[0], 100, 0).decode()
    if lie == "spin":
        while True:
            pass
    for message in _messages(lie, job["limits"]):
        send(message)
    if lie == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    return {} if lie == "empty end" else {"pictures": 0}


def _messages(lie, limits):
    def section(name, text, *, shown=True):
        return {"section": name, "shown": shown, "text": text}

    return {
        "unknown reason": [{"problem": "boredom", "detail": ""}],
        "unknown type": [{"type": "novel"}],
        "unknown message": [{"hello": 1}],
        "text that is missing": [{"section": "a"}],
        "too much text": [section("a", "가" * 200_000)] * (limits["characters"] // 200_000 + 1),
        "too many sections": (section(str(number), "가") for number in range(limits["sections"] + 1)),
        "too many problems": [{"problem": "broken", "detail": "x"}] * (limits["members"] + 1),
        "unshown": [section("a", "하나"), section("a", "둘", shown=False)],
        "kill": [section("a", "하나")],
    }.get(lie, [])
