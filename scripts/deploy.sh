#!/usr/bin/env bash
# Brings a version to a cluster: scripts/deploy.sh OVERLAY IMAGE [--no-migration]
#
# The database is migrated first, and if that fails nothing else is touched. Then the processes roll; if they do not
# become ready, they go back to the revisions that ran before. --no-migration is for going back to an older version.
set -euo pipefail

overlay=$1
image=$2
option=${3:-}

namespace="brainboard-$overlay"
deployments=(deployment/brainboard-api deployment/brainboard-worker)
component=app.kubernetes.io/component
manifests=$(mktemp)
trap 'rm -f "$manifests"' EXIT

in_namespace() { kubectl --namespace "$namespace" "$@"; }

revision_of() {
  in_namespace get "$1" --ignore-not-found \
    --output 'jsonpath={.metadata.annotations.deployment\.kubernetes\.io/revision}'
}

migrate() {
  # A Job can't be changed, so the last one makes room.
  in_namespace delete job brainboard-migrate --ignore-not-found --wait || return 1
  kubectl apply --filename "$manifests" --selector "$component!=api,$component!=worker" || return 1
  local ended=''
  # The Job has a deadline, so it ends one way or the other.
  until [[ " $ended " =~ \ (Complete|Failed)\  ]]; do
    sleep "${POLL_SECONDS:-2}"
    ended=$(in_namespace get job brainboard-migrate \
      --output 'jsonpath={.status.conditions[?(@.status=="True")].type}') || return 1
  done
  in_namespace logs job/brainboard-migrate --tail 50 || true
  [[ " $ended " == *' Complete '* ]]
}

roll() {
  kubectl apply --filename "$manifests" --selector "$component!=migrate" || return 1
  for deployment in "${deployments[@]}"; do
    in_namespace rollout status "$deployment" --timeout 10m || return 1
  done
}

undo() {
  for i in "${!deployments[@]}"; do
    # The first deployment of all has nothing to go back to.
    [ -n "${revisions[$i]}" ] || continue
    in_namespace rollout undo "${deployments[$i]}" --to-revision "${revisions[$i]}" || continue
    in_namespace rollout status "${deployments[$i]}" --timeout 10m || continue
  done
}

node "$(dirname "$0")/render-kubernetes.mjs" "$overlay" "$image" >"$manifests"

if [ "$option" != --no-migration ] && ! migrate; then
  echo "The migration failed; what runs was not changed." >&2
  exit 1
fi

revisions=()
for deployment in "${deployments[@]}"; do
  revisions+=("$(revision_of "$deployment")")
done
if ! roll; then
  echo "$image does not become ready; going back to what ran before." >&2
  undo
  exit 1
fi
echo "$image runs in $namespace."
