# python_packages FOLDER PACKAGES [ALONE]: makes a virtual environment with Python packages, and with
# others without what they depend on. To be sourced; does nothing if the environment has just these.
python_packages() {
  folder=$1
  if [ "$(cat "$folder/installed" 2>/dev/null)" = "$2 + ${3:-}" ]; then return; fi
  rm -rf "$folder"
  if ! python3 -m venv "$folder" 2>/dev/null; then
    apt-get install -y -qq --no-install-recommends python3-venv
    python3 -m venv --clear "$folder"
  fi
  # shellcheck disable=SC2086
  "$folder/bin/pip" --quiet --disable-pip-version-check install $2
  if [ -n "${3:-}" ]; then
    # shellcheck disable=SC2086
    "$folder/bin/pip" --quiet --disable-pip-version-check install --no-deps $3
  fi
  echo "$2 + ${3:-}" > "$folder/installed"
}
