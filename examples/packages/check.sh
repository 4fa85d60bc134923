#!/usr/bin/env bash
# Packs the kit and installs it as strangers do: with every package manager, in ES module and CommonJS projects, with several
# test runners and versions of Node. It prints a table, and exits with 1 if a row failed. It needs the npm registry, and
# takes some minutes; with WORK=DIR an earlier folder is used again. usage: check.sh [MANAGER…]
# Managers: npm pnpm yarn1 yarn-nm yarn-pnp bun node20 node22 node24
# ONLY='esm mvk check' runs the rows that begin so, in a project without the other test runners.
set -uo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"
only=${ONLY:-}
managers=("$@")
[ ${#managers[@]} -gt 0 ] || managers=(npm pnpm yarn1 yarn-nm yarn-pnp bun node20 node22 node24)
failed=0

tarball=${TARBALL:-}
if [ -z "$tarball" ]; then
  (cd "$root" && npx tsx tools/build.ts && npm pack --ignore-scripts --pack-destination "$work") > "$work/pack.log" 2>&1
  tarball=$(ls "$work"/minivoice-conformance-*.tgz)
fi

row() { printf '%-9s %-4s %-8s %-34s %s\n' "$@"; }

# A tool of the registry in a folder of its own, so that it touches nothing here.
tool() {
  [ -d "$work/tools/$1" ] && return
  mkdir -p "$work/tools/$1"
  (cd "$work/tools/$1" && echo '{"private":true}' > package.json && npm install --no-audit --no-fund "$2") > "$work/tools/$1.log" 2>&1
}

project() {
  mkdir -p "$work/$1/e2e"
  cd "$work/$1" || exit 2
  cp "$tarball" kit.tgz
  cat > package.json << 'JSON'
{
  "name": "stranger", "private": true, "type": "module",
  "devDependencies": {
    "minivoice-conformance": "file:./kit.tgz", "@playwright/test": "^1.60.0", "nock": "14.0.17", "jest": "^30.0.0", "vitest": "^3.0.0"
  },
  "pnpm": { "onlyBuiltDependencies": ["esbuild"] }
}
JSON
  [ -z "$only" ] || sed -i.bak 's/, "jest".*//' package.json
  cp "$root/examples/packages/server.mjs" .
  sed "s/0PORT0/$2/g" "$root/examples/packages/config.json" > mvk.config.json
}

# The same project as ES modules or CommonJS: only package.json and the tests change.
kind() {
  sed -i.bak "s/\"type\": \"[a-z]*\"/\"type\": \"$1\"/" package.json
  rm -f unit.test.* jest.test.* jest-import.test.* vitest.test.*
  local body="const api = mockMiniVoice(); const answer = await fetch('https://api.minivoice.eu/v1/applications', { headers: { Authorization: 'Bearer mv_test_not_a_real_key' } }); api.restore(); if (answer.status !== 200) throw new Error(String(answer.status));"
  local required="const { mockMiniVoice } = require('minivoice-conformance/nock');"
  local imported="const { mockMiniVoice } = await import('minivoice-conformance/nock');"
  if [ "$1" = module ]; then
    echo "import { test } from 'node:test'; import { mockMiniVoice } from 'minivoice-conformance/nock'; test('api', async () => { $body });" > unit.test.js
  else
    echo "const { test } = require('node:test'); $required test('api', async () => { $body });" > unit.test.js
  fi
  echo "$required test('api', async () => { $body });" > jest.test.cjs
  echo "test('api', async () => { $imported $body });" > jest-import.test.cjs
  echo "import { test } from 'vitest'; import { mockMiniVoice } from 'minivoice-conformance/nock'; test('api', async () => { $body });" > vitest.test.mjs
  echo "import { expect, test } from 'minivoice-conformance/playwright'; test.use({ minivoice: $(tr -d '\n' < mvk.config.json) }); test('call', async ({ phone }) => { expect(phone).toBeDefined(); });" > e2e/call.spec.mjs
}

# One row: what is shown, then the command.
try() {
  local name=$1 type=$2 node=$3 what=$4 start=$SECONDS
  shift 4
  [ "$type" = - ] || [[ "$type $what" = "$only"* ]] || return 0
  if "$@" > "$work/last.log" 2>&1; then
    row "$name" "$type" "$node" "$what" "ok ($((SECONDS - start)) s)"
  else
    failed=1
    cp "$work/last.log" "$work/$name-$type-${what//[^a-z]/-}.log"
    row "$name" "$type" "$node" "$what" "FAILED: $(grep -m1 -E 'rror|must|Cannot|not ' "$work/last.log" | cut -c1-100)"
  fi
}

# The job that init writes runs the kit by the manager of the project.
runs_itself() {
  local name=$1
  shift
  rm -rf .github
  "$@" mvk init --yes --ci github || return 1
  local word=${name%%[1-]*}
  case $name in npm | node*) word='npx --no-install' ;; esac
  grep -E "run: $word.* mvk check" .github/workflows/mvk.yml
}

commands() {
  local name=$1 node=$2
  shift 2
  local run=("$@")
  # Only with Plug'n'Play the packages are not where Node looks for them.
  local node_run=(node)
  [ "$name" != yarn-pnp ] || node_run=("${@:1:$#-1}" node)
  for type in module commonjs; do
    kind "$type"
    local short=esm
    [ "$type" = module ] || short=cjs
    try "$name" $short "$node" "mvk check" "${run[@]}" mvk check --only 'answer.http.*' --runs 3
    try "$name" $short "$node" "mvk doctor" "${run[@]}" mvk doctor
    try "$name" $short "$node" "mvk init" runs_itself "$name" "${run[@]}"
    try "$name" $short "$node" "node --test /nock" "${node_run[@]}" --test unit.test.js
    try "$name" $short "$node" "jest require /nock" "${run[@]}" jest --testMatch '**/jest.test.cjs'
    try "$name" $short "$node" "jest import() /nock, vm modules" env NODE_OPTIONS="${NODE_OPTIONS:-} --experimental-vm-modules" "${run[@]}" jest --testMatch '**/jest-import.test.cjs'
    try "$name" $short "$node" "vitest /nock" "${run[@]}" vitest run vitest.test.mjs
    try "$name" $short "$node" "playwright call test" "${run[@]}" playwright test e2e
  done
}

port=18700
for name in "${managers[@]}"; do
  port=$((port + 1))
  version=$(node --version)
  path=$PATH
  case $name in
    node*)
      tool "$name" "node@${name#node}"
      version=$("$work/tools/$name/node_modules/.bin/node" --version)
      # The programs of a project find the node that is first on the path.
      PATH="$work/tools/$name/node_modules/node/bin:$PATH"
      project "$name" $port
      try "$name" - "$version" "npm install" npm install --no-audit --no-fund
      if grep -q EBADENGINE "$work/last.log"; then row "$name" - "$version" "no engine warning" "FAILED"; failed=1; fi
      commands "$name" "$version" npx --no-install
      ;;
    npm)
      project npm $port
      try npm - "$version" "npm install" npm install --no-audit --no-fund
      commands npm "$version" npx --no-install
      ;;
    pnpm)
      tool pnpm pnpm@10
      project pnpm $port
      try pnpm - "$version" "pnpm install" "$work/tools/pnpm/node_modules/.bin/pnpm" install
      commands pnpm "$version" "$work/tools/pnpm/node_modules/.bin/pnpm" exec
      ;;
    yarn1)
      tool yarn1 yarn@1
      project yarn1 $port
      try yarn1 - "$version" "yarn install" "$work/tools/yarn1/node_modules/.bin/yarn" install --non-interactive
      commands yarn1 "$version" "$work/tools/yarn1/node_modules/.bin/yarn" --silent run
      ;;
    yarn-nm | yarn-pnp)
      tool yarn4 @yarnpkg/cli-dist@4
      project "$name" $port
      linker=node-modules
      [ "$name" = yarn-nm ] || linker=pnp
      printf 'nodeLinker: %s\nenableTelemetry: false\nenableGlobalCache: false\nnpmRegistryServer: "%s"\nunsafeHttpWhitelist: ["*"]\n' \
        $linker "$(npm config get registry)" > .yarnrc.yml
      touch yarn.lock
      yarn=("$work/tools/yarn4/node_modules/.bin/yarn")
      try "$name" - "$version" "yarn install" env YARN_ENABLE_IMMUTABLE_INSTALLS=false "${yarn[@]}" install
      commands "$name" "$version" "${yarn[@]}" run
      ;;
    bun)
      tool bun bun@1
      project bun $port
      try bun - "$version" "bun install" "$work/tools/bun/node_modules/.bin/bun" install
      commands bun "$version" "$work/tools/bun/node_modules/.bin/bun" run
      ;;
  esac
  PATH=$path
done
exit $failed
