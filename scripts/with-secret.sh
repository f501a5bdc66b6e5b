#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# with-secret.sh <command> …: runs a command with a SECRET_KEY: the one that is given, else the one kept in DATA_DIR, made at the first time. For compose.yml.
set -eu
if [ -z "${SECRET_KEY:-}" ]; then
  file="$DATA_DIR/secret-key"
  if [ ! -s "$file" ]; then
    umask 077
    head -c 32 /dev/urandom | base64 | tr -d '\n' >"$file.$$"
    # A link is all or nothing, and the first of two wins.
    ln "$file.$$" "$file" 2>/dev/null || true
    rm "$file.$$"
    echo "No SECRET_KEY was given, so one was made. It stands in $file: keep a copy apart from the backups, since what is encrypted is lost without it." >&2
  fi
  SECRET_KEY=$(cat "$file")
  export SECRET_KEY
fi
exec "$@"
