#!/usr/bin/env bash
# Writes a file as the comment of a pull request: the one that an earlier run wrote is written anew, else one is added.
#   comment.sh FILE NUMBER        with GH_TOKEN and GITHUB_REPOSITORY, and the GitHub command line `gh`
# A token that may not comment, such as that of a pull request from a fork, is no failure: the summary has the same.
set -euo pipefail
file=$1 number=$2
[ -s "$file" ] || exit 0
mark=$(head -n 1 "$file")
comments="repos/$GITHUB_REPOSITORY/issues/$number/comments"
find_it=".[] | select(.body | startswith(\"$mark\")) | .id"
if ! found=$(gh api --paginate "$comments" --jq "$find_it"); then
  echo "::notice::slakit: the comments of the pull request cannot be read with this token"
  exit 0
fi
id=$(head -n 1 <<<"$found")
if [ -n "$id" ]; then
  request=(--method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id")
else
  request=(--method POST "$comments")
fi
gh api "${request[@]}" --field body=@"$file" --silent ||
  echo "::notice::slakit: no comment can be written with this token; the summary of the job has the same"
