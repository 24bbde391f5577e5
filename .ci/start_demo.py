"""Start the demo of the interview-bot given as argument, ask after its health, stop it by Ctrl-C.

Ends with status 0 if the demo answered within a minute and then ended with status 0 itself.
"""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

PATIENCE = 60


def free_port() -> int:
    """Return a port which was free a moment ago."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def answers(address: str) -> bool:
    """Tell whether the address answers with 200."""
    directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with directly.open(address, timeout=5) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's own number
    except (urllib.error.URLError, OSError):
        return False


def becomes_healthy(demo: subprocess.Popen[bytes], address: str) -> bool:
    """Wait until the address answers; give up when the demo has ended or patience has."""
    end = time.monotonic() + PATIENCE
    while demo.poll() is None and time.monotonic() < end:
        if answers(address):
            return True
        time.sleep(0.2)
    return False


def main(program: str) -> int:
    """Return 0 if the demo starts, answers and stops as it should, else 1."""
    port = free_port()
    command = [program, "demo", "--no-browser", "--port", str(port)]
    with subprocess.Popen(command) as demo:  # noqa: S603 - our own program
        healthy = becomes_healthy(demo, f"http://127.0.0.1:{port}/health")
        demo.send_signal(signal.SIGINT)
        try:
            status = demo.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            demo.kill()
            status = demo.wait()
    print(f"demo: healthy {healthy}, exit status {status}")
    return 0 if healthy and status == 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
