"""On what, and of what, figures were measured."""
import datetime
import os
import pathlib
import platform
import subprocess


def output(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def cpu_model():
    try:
        for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def memory():
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"


def commit_of(source):
    commit = output("git", "-C", str(source), "rev-parse", "--short=12", "HEAD")
    changed = output("git", "-C", str(source), "status", "--porcelain", "--untracked-files=no")
    return (commit or "unknown") + (", and changes that are not committed" if changed else "")


def machine(keysieve, source):
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "") if os.path.exists("/etc/os-release") else ""
    return {
        "date": datetime.date.today().isoformat(),
        "CPU": f"{cpu_model()}, {len(os.sched_getaffinity(0))} cores",
        "memory": memory(),
        "system": ", ".join(filter(None, [system, f"{platform.system()} {platform.release()}"])),
        "keysieve": f"{output(str(keysieve), '--version').removeprefix('keysieve ')}, commit {commit_of(source)}",
        "git": output("git", "--version").removeprefix("git version "),
        "libraries": ", ".join(versions()) or "unknown",
    }


def versions():
    found = output("dpkg-query", "-W", "-f", "${db:Status-Status} ${Package} ${Version}\n", "libgit2-*", "libdeflate0",
                   "libre2-*")
    for line in found.splitlines():
        status, name, version = line.split(" ", 2)
        if status == "installed" and not name.endswith("-dev"):
            yield f"{name} {version}"
