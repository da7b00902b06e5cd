#!/usr/bin/env bash
# What the GitHub action does, and what a test runs: every step of `slakit ci`, with the inputs as variables.
#   SLAKIT_PATHS       folders of agreements, one a line (default: agreements)
#   SLAKIT_AGAINST     the commit to compare with; empty, or only zeros as before the first push of a branch: none
#   SLAKIT_KEYS        the folder of the public keys; empty: no signature is asked for
#   SLAKIT_FAIL_ON, SLAKIT_FAIL_LEVEL, SLAKIT_ON    as the options of the same name
#   SLAKIT_SARIF, SLAKIT_COMMENT                    files to write
# The language is that of SLAKIT_LANG.
set -euo pipefail
paths=()
while read -r path; do # without the spaces around it; an empty line, as a block of YAML ends with, is no folder
  [ -z "$path" ] || paths+=("$path")
done <<<"${SLAKIT_PATHS:-}"
[ "${#paths[@]}" -gt 0 ] || paths=(agreements)
options=(--fail-on "${SLAKIT_FAIL_ON:-weaker}" --fail-level "${SLAKIT_FAIL_LEVEL:-warning}")
[ -z "$(tr -d 0 <<<"${SLAKIT_AGAINST:-}")" ] || options+=(--against "git:$SLAKIT_AGAINST")
[ -z "${SLAKIT_KEYS:-}" ] || options+=(--keys "$SLAKIT_KEYS")
[ -z "${SLAKIT_ON:-}" ] || options+=(--on "$SLAKIT_ON")
[ -z "${SLAKIT_SARIF:-}" ] || options+=(--sarif "$SLAKIT_SARIF")
[ -z "${SLAKIT_COMMENT:-}" ] || options+=(--comment "$SLAKIT_COMMENT")
code=0
slakit ci "${paths[@]}" "${options[@]}" || code=$?
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  echo "code=$code" >>"$GITHUB_OUTPUT"
fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "${SLAKIT_COMMENT:-}" ]; then
  cat "$SLAKIT_COMMENT" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$code"
