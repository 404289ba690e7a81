"""What must be there before anything heavy is loaded, each told in one sentence with its remedy.

Qt ends the process where a system library or a display is missing, so these are looked for first.
"""

import ctypes
import importlib.util
import os
import platform
import re
import sys
from pathlib import Path

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""The Debian and Ubuntu packages of the libraries Qt needs on Linux."""

LOOKED_FOR = ("libEGL.so.1", "libGL.so.1", "libxkbcommon.so.0", "libdbus-1.so.3", "libfontconfig.so.1")
"""What the Qt modules themselves load; what the X11 platform needs is asked of its plug-in."""


def window_fault() -> str | None:
    """Why no window can open on this machine, or `None` if one can."""
    if importlib.util.find_spec("PySide6") is None:
        return "Layerloom's window needs the package PySide6-Essentials. Start Layerloom with: uv run main.py"
    if not sys.platform.startswith("linux"):
        return None
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if not chosen and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        return (
            "Layerloom's window needs a display, and neither DISPLAY nor WAYLAND_DISPLAY is set. Start it from a "
            "desktop session, over ssh with -X, or use the commands without a window: uv run main.py --help"
        )
    missing = [name for name in LOOKED_FOR if not _loads(name)]
    x11 = bool(os.environ.get("DISPLAY")) and (chosen.startswith("xcb") or not (chosen or _wayland()))
    if not missing and x11:
        missing = _missing_of_x11()
    if missing:
        return _remedy(missing)
    return _refusing_display() if x11 else None


def _wayland() -> bool:
    return bool(os.environ.get("WAYLAND_DISPLAY"))


def _refusing_display() -> str | None:
    """Why the X server of DISPLAY cannot be used: Qt would end the process with a riddle."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if not refused:
        return None
    return (
        f"Layerloom's window needs a display, and none answers at DISPLAY={os.environ['DISPLAY']}. Start it from a "
        "desktop session, over ssh with -X, or use the commands without a window: uv run main.py --help"
    )


def processor_fault(flags: str | None = None) -> str | None:
    """Why TensorFlow cannot run on this processor, or `None` if it can (or nobody can tell).

    Its x86 builds use AVX instructions throughout and end the process on a processor without them.
    """
    if platform.machine().lower() not in ("x86_64", "amd64"):
        return None
    found = _processor_flags() if flags is None else flags
    if found is None or re.search(r"\bavx\b", found, re.IGNORECASE):
        return None
    return (
        "Training needs a processor with AVX instructions, and this one has none (TensorFlow is built with them). "
        "Designing, checking and exporting code work here; train on a machine built after 2011."
    )


def _processor_flags() -> str | None:
    if sys.platform.startswith("linux"):
        try:
            return Path("/proc/cpuinfo").read_text(errors="replace")
        except OSError:
            return None
    if sys.platform == "win32":
        has_avx = ctypes.windll.kernel32.IsProcessorFeaturePresent(39)  # PF_AVX_INSTRUCTIONS_AVAILABLE
        return "avx" if has_avx else "none"
    return None


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _missing_of_x11() -> list[str]:
    """The first library the X11 plug-in lacks: the loader names one at a time."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        return []
    folder = Path(spec.submodule_search_locations[0]) / "Qt"
    for name in ("libQt6Core.so.6", "libQt6DBus.so.6", "libQt6Gui.so.6", "libQt6XcbQpa.so.6"):
        if (folder / "lib" / name).exists():
            missing = _first_missing(folder / "lib" / name)
            if missing:
                return missing
    plugin = folder / "plugins" / "platforms" / "libqxcb.so"
    return _first_missing(plugin) if plugin.exists() else []


def _first_missing(library: Path) -> list[str]:
    try:
        ctypes.CDLL(str(library))
    except OSError as error:
        named = re.match(r"(\S+\.so[.\d]*): cannot open shared object", str(error))
        return [named[1]] if named else []
    return []


def _remedy(missing: list[str]) -> str:
    packages = sorted({PACKAGES[name] for name in missing if name in PACKAGES})
    if any(name.startswith("libxcb") for name in missing):
        # the loader stops at the first; these belong together and are what desktops without Qt lack
        packages = sorted(
            {package for name, package in PACKAGES.items() if "xcb" in name or "-x11" in name} | set(packages)
        )
    what = " and ".join(missing)
    if not packages:
        return f"Layerloom's window needs the system library {what}. Install the package that has it and start again."
    return (
        f"Layerloom's window needs the system library {what}. "
        f"Install it with: sudo apt-get install {' '.join(packages)} (on Debian and Ubuntu) and start again."
    )
