"""Places to publish to: folders of this machine, behind the programs that a host has. Loopback only."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PASSWORD = "not-a-secret"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Place:
    """A folder, the name under which `lectern publish` reaches it, and the environment that the programs need."""

    def __init__(self, folder: Path, address: str, environment: dict | None = None):
        self.folder, self.address = folder, address
        self.environment = environment or {}

    def beside(self, name: str) -> tuple[Path, str]:
        """Another folder of the same host."""
        head, _, _ = self.address.rpartition(self.folder.name)
        return self.folder.parent / name, head + name


@contextlib.contextmanager
def running(command: list, port: int, **more):
    """A server, until the block ends."""
    log = tempfile.TemporaryFile()
    server = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=log, stderr=log, **more)
    try:
        for _ in range(600):
            if server.poll() is not None:
                log.seek(0)
                raise AssertionError(f"{command[0]} ended: {log.read().decode(errors='replace')[-2000:]}")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait(30)
        log.close()


@contextlib.contextmanager
def folder(base: Path):
    yield Place(base / "www", f"folder:{base}/www")


@contextlib.contextmanager
def local_rsync(base: Path):
    yield Place(base / "www", f"rsync:{base}/www")


@contextlib.contextmanager
def rsync_daemon(base: Path):
    """rsync's own server, with a module."""
    port = free_port()
    (base / "www").mkdir(parents=True, exist_ok=True)
    settings = base / "rsyncd.conf"
    settings.write_text(f"use chroot = no\nport = {port}\naddress = 127.0.0.1\npid file = {base}/rsyncd.pid\n"
                        f"[site]\npath = {base}\nread only = no\nuid = {os.getuid()}\ngid = {os.getgid()}\n")
    with running(["rsync", "--daemon", "--no-detach", f"--config={settings}"], port):
        yield Place(base / "www", f"rsync://127.0.0.1:{port}/site/www")


@contextlib.contextmanager
def rsync_over_ssh(base: Path):
    """OpenSSH with a key that was made for this."""
    port = free_port()
    keys = Path(tempfile.mkdtemp(prefix="lectern-ssh-"))
    try:
        for name in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / name], check=True)
        shutil.copy(keys / "user.pub", keys / "authorized_keys")
        (keys / "sshd_config").write_text(
            f"Port {port}\nListenAddress 127.0.0.1\nHostKey {keys}/host\nAuthorizedKeysFile {keys}/authorized_keys\n"
            f"PidFile {keys}/pid\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\n")
        with contextlib.suppress(OSError):
            os.makedirs("/run/sshd", exist_ok=True)
        user = subprocess.run(["id", "-un"], capture_output=True, text=True).stdout.strip()
        options = f"-p {port} -i {keys}/user -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
        with running([shutil.which("sshd") or "/usr/sbin/sshd", "-D", "-e", "-f", keys / "sshd_config"], port):
            yield Place(base / "www", f"rsync:{user}@127.0.0.1:{base}/www", {"RSYNC_RSH": f"ssh {options}"})
    finally:
        shutil.rmtree(keys)


def rclone() -> str:
    """The one that is asked for, else Debian's."""
    return os.environ.get("RCLONE", "rclone")


def rclone_path() -> dict:
    """An environment in which `rclone` is that one."""
    chosen = shutil.which(rclone())
    assert chosen, "rclone isn't installed"
    return {"PATH": f"{Path(chosen).parent}:{os.environ['PATH']}", "RCLONE_CONFIG": "/dev/null"}


@contextlib.contextmanager
def sftp(base: Path):
    """A host with SFTP alone, played by rclone."""
    port = free_port()
    base.mkdir(parents=True, exist_ok=True)
    hidden = subprocess.run([rclone(), "obscure", PASSWORD], capture_output=True, text=True, check=True).stdout.strip()
    with running([rclone(), "serve", "sftp", base, "--addr", f"127.0.0.1:{port}", "--user", "u", "--pass", PASSWORD, "--dir-cache-time", "0s",
                  "--config", "/dev/null", "--cache-dir", base.parent / "cache"], port):
        yield Place(base / "www", "rclone:host:www", rclone_path() | {
            "RCLONE_CONFIG_HOST_TYPE": "sftp", "RCLONE_CONFIG_HOST_HOST": "127.0.0.1",
            "RCLONE_CONFIG_HOST_PORT": str(port), "RCLONE_CONFIG_HOST_USER": "u", "RCLONE_CONFIG_HOST_PASS": hidden,
            "RCLONE_CONFIG_HOST_SHELL_TYPE": "none"})


@contextlib.contextmanager
def webdav(base: Path):
    """A host with WebDAV, played by rclone."""
    port = free_port()
    base.mkdir(parents=True, exist_ok=True)
    with running([rclone(), "serve", "webdav", base, "--addr", f"127.0.0.1:{port}", "--dir-cache-time", "0s",
                  "--config", "/dev/null", "--cache-dir", base.parent / "cache"], port):
        yield Place(base / "www", "rclone:host:www", rclone_path() | {
            "RCLONE_CONFIG_HOST_TYPE": "webdav", "RCLONE_CONFIG_HOST_URL": f"http://127.0.0.1:{port}",
            "RCLONE_CONFIG_HOST_VENDOR": "other"})


PLACES = {"a folder": folder, "rsync": local_rsync, "rsync's daemon": rsync_daemon, "rsync over SSH": rsync_over_ssh,
          "SFTP": sftp, "WebDAV": webdav}
