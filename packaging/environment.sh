# shellcheck shell=bash
# What `run` and `test` share: the virtual environment, and the system's libraries. Sourced by them.

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv="$project/.venv"
python="$venv/bin/python"
apt_lists_are_fresh=
was_set_up=
unset PYTHONPATH PYTHONHOME

qt_packages=(libegl1 libgl1 libxkbcommon0 libfontconfig1 libfreetype6 libglib2.0-0 libdbus-1-3
  libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
  libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libx11-xcb1)

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "$@"
  exit 1
}

# --- the system's packages ---

# Prints how to become root here: nothing for root itself, `sudo -n` where no password is asked.
root_prefix() {
  if [[ $EUID -eq 0 ]]; then
    echo env
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    echo sudo -n env
  else
    return 1
  fi
}

# Runs apt-get without a question; shows what it said only when it fails.
apt_get() {
  local log prefix
  prefix=$(root_prefix)
  log=$(mktemp)
  # shellcheck disable=SC2086  # the prefix is one or more words
  if ! $prefix DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
    -o DPkg::Lock::Timeout=120 "$@" </dev/null >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# Installs packages where it may; otherwise says the one line that would, and returns 1.
install_packages() {
  local purpose=$1
  shift
  if ! command -v apt-get >/dev/null; then
    say "Missing: $purpose. Install what your system calls these packages of Debian: $*"
    return 1
  fi
  if root_prefix >/dev/null; then
    say "Installing $purpose: $*"
    if [[ -z $apt_lists_are_fresh ]] && apt_get update; then apt_lists_are_fresh=yes; fi
    if apt_get install "$@"; then return 0; fi
  fi
  say "Missing: $purpose. To install it, run this line:"
  say "  sudo apt-get update && sudo apt-get install --no-install-recommends -y $*"
  return 1
}

# Prints the libraries that Qt's own files want and the system does not have.
missing_qt_libraries() {
  local qt
  for qt in "$venv"/lib/python3*/site-packages/PySide6; do
    ldd "$qt"/QtWidgets.abi3.so "$qt"/Qt/plugins/platforms/libq{offscreen,xcb}.so 2>/dev/null |
      sed -n 's/^[[:space:]]*\(lib[^ ]*\) => not found$/\1/p' | sort -u || true
  done
}

# Sees to the libraries that the window needs; looked for again until they are all there.
ensure_qt_libraries() {
  [[ $OSTYPE != linux* || -e $venv/.qt-libraries ]] && return 0
  if [[ -n $(missing_qt_libraries) ]]; then
    install_packages "the system libraries of the window" "${qt_packages[@]}" || return 1
    local missing
    missing=$(missing_qt_libraries)
    if [[ -n $missing ]]; then
      say "The window still misses: ${missing//$'\n'/ }"
      return 1
    fi
  fi
  : >"$venv/.qt-libraries"
}

# --- Python and its libraries ---

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# Prints the Python to make the environment with.
find_python() {
  local candidate
  for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && is_new_enough "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  local found
  found=$(python3 -V 2>/dev/null || echo "no Python 3")
  stop "Advocate Desktop needs Python 3.11 or newer, and here is $found."
}

venv_works() { is_new_enough "$python" && "$python" -P -m pip list >/dev/null 2>&1; }

make_venv() {
  local base
  base=$(find_python) || exit 1
  if ! "$base" -P -c 'import ensurepip, venv' 2>/dev/null; then
    install_packages "Python's own tool for environments" "$base-venv" || exit 1
  fi
  say "Making the program's own Python environment in $venv"
  "$base" -P -m venv --clear "$venv" >&2 || stop "It could not be made; see above."
}

# What a stamp holds: the Python and the lock file it was installed for.
stamp_for() { "$python" -V 2>/dev/null && cat "$1"; }

# Installs what a lock file lists, unless that was done before; further lock files it covers follow.
ensure_installed() {
  local lock=$1 stamp="$venv/.installed-${1##*/}"
  if [[ -e $stamp ]] && stamp_for "$lock" | cmp -s - "$stamp"; then return 0; fi

  # One set-up at a time; the lock is let go when this process ends or starts the program.
  exec 9<"$project"
  if command -v flock >/dev/null; then flock 9; fi
  if [[ -e $stamp ]] && stamp_for "$lock" | cmp -s - "$stamp"; then
    exec 9<&-
    return 0
  fi

  [[ -w $project ]] || stop "The folder $project cannot be written to, so nothing can be set up."
  # Left behind only by a set-up that was killed: what it installed cannot be trusted.
  if [[ -e $venv/.half-installed ]]; then make_venv; fi
  if ! venv_works && ! { "$python" -P -m ensurepip >/dev/null 2>&1 && venv_works; }; then make_venv; fi

  say "Installing the libraries listed in packaging/${lock##*/} (some hundred MB the first time)"
  : >"$venv/.half-installed"
  rm -f "$venv/.qt-libraries" # another Qt may want other libraries
  local failed=
  "$python" -P -m pip install -qq --disable-pip-version-check --no-input --only-binary=:all: \
    --require-hashes -r "$lock" >&2 </dev/null || failed=yes
  rm -f "$venv/.half-installed"
  if [[ -n $failed ]]; then
    stop "They could not be installed; see above. When that is mended, run the same again."
  fi
  stamp_for "$lock" >"$stamp.new" && mv "$stamp.new" "$stamp"
  was_set_up=yes
  exec 9<&-
}
