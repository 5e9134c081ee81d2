"""The system's libraries that Qt needs on Linux: which are missing, and the command that installs them."""

import ctypes

# The file that Qt asks the loader for: its package on Debian and Ubuntu, and on Arch.
PACKAGES = {
    "libEGL.so.1": ("libegl1", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libx11"),
    "libX11.so.6": ("libx11-6", "libx11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype2"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libxcb.so.1": ("libxcb1", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libzstd.so.1": ("libzstd1", "zstd"),
}
WAYLAND_PACKAGES = {
    "libwayland-client.so.0": ("libwayland-client0", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "wayland"),
}


def missing_libraries(*, wayland: bool) -> list[str]:
    """Name, sorted, what Qt needs and the loader does not find; with `wayland`, also what that needs."""
    wanted = [*PACKAGES, *WAYLAND_PACKAGES] if wayland else [*PACKAGES]
    return sorted(name for name in wanted if not loads(name))


def loads(name: str) -> bool:
    """Tell whether the loader finds the library `name` (a file name, or a path) and all that it needs."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def install_command(libraries: list[str], families: set[str]) -> str:
    """Return the command that installs `libraries` on a distribution of these families, "" if unknown."""
    known = {**PACKAGES, **WAYLAND_PACKAGES}
    if families & {"debian", "ubuntu"}:
        packages = sorted({known[name][0] for name in libraries if name in known})
        return f"sudo apt-get install {' '.join(packages)}" if packages else ""
    if "arch" in families:
        packages = sorted({known[name][1] for name in libraries if name in known})
        return f"sudo pacman -S {' '.join(packages)}" if packages else ""
    # These two find a package by the file that it brings.
    capabilities = " ".join(f"'{name}()(64bit)'" for name in libraries)
    if families & {"fedora", "rhel", "centos"}:
        return f"sudo dnf install {capabilities}"
    if families & {"suse", "opensuse"}:
        return f"sudo zypper install {capabilities}"
    return ""


def distribution_families() -> set[str]:
    """Name this machine's distribution and those that it is like, as in os-release; nothing without one."""
    import platform  # here, since only a start that fails asks for it

    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return set()
    return {release["ID"], *release.get("ID_LIKE", "").split()}
