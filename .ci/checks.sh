# The parts of .ci/run. Whatever is generated and committed is compared with a copy generated now, in a temporary folder:
# a byte that was changed and not committed counts too, and nothing in the checkout is mended on the way.

export CI=true
# jsii would have every one of its tools draw a box about the oldest Node that the package is for.
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20
export PATH="$PWD/node_modules/.bin:$PATH"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# check <name> <what to do when it fails> <command> [argument...]
check() {
  local name=$1 advice=$2 start=$SECONDS
  shift 2
  if "$@" >"$work/log" 2>&1; then
    passed=$((passed + 1))
    echo "ok   $name ($((SECONDS - start))s)"
  else
    failed=$((failed + 1))
    sed 's/^/     /' "$work/log"
    echo "FAIL $name: $advice ($((SECONDS - start))s)"
    return 1
  fi
}

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}

# Counts the tests themselves. A suite that cannot run, and jest ending badly for another reason, count as one.
jest_tests() {
  local start=$SECONDS status good=0 bad=0
  npm test -- --json --outputFile="$work/jest.json" >"$work/log" 2>&1
  status=$?
  if [ -f "$work/jest.json" ]; then
    read -r good bad < <(node -p '
      const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = require(process.argv[1]);
      `${numPassedTests} ${numFailedTests + numRuntimeErrorTestSuites}`' "$work/jest.json")
  fi
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
    bad=1
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
  if [ "$status" -eq 0 ]; then
    echo "ok   npm test, $good tests ($((SECONDS - start))s)"
  else
    sed 's/^/     /' "$work/log"
    echo "FAIL npm test, $bad of $((good + bad)) tests: mend the code, or npm run test:update and review ($((SECONDS - start))s)"
  fi
}

fresh_imports() {
  mkdir "$work/imports" && cp -R cdk8s.yaml crds "$work/imports" &&
    (cd "$work/imports" && cdk8s import --no-check-upgrade) &&
    diff -r "$work/imports/imports" imports
}

# The command of the README, in a copy of the checkout that has no dist/ yet.
fresh_dist() {
  mkdir "$work/checkout" &&
    git ls-files -z --cached --others --exclude-standard -- ':!dist' | files_that_exist |
    tar --create --null --files-from=- --file=- | tar --extract --file=- --directory="$work/checkout" &&
    ln -s "$PWD/node_modules" "$work/checkout/node_modules" &&
    (cd "$work/checkout" && npm run synth) &&
    diff -r "$work/checkout/dist" dist
}

# A file that was deleted and not committed is still listed.
files_that_exist() {
  while IFS= read -r -d '' file; do
    if [ -e "$file" ]; then
      printf '%s\0' "$file"
    fi
  done
}

# Reads .jsii, which the build has just written.
fresh_api() {
  jsii-docgen --output "$work/API.md" && diff "$work/API.md" API.md
}

crds_tests() {
  (cd tools/crds && go test ./...)
}

fresh_crds() {
  (cd tools/crds && go run . -out "$work/crds") && diff -r "$work/crds" crds
}

# Where packages come from is the business of each machine. Looked for are the public registries, and those that this
# machine is set up with.
no_registry_hosts() {
  local known='registry[.]npmjs[.]org|registry[.]yarnpkg[.]com|registry[.]npmmirror[.]com|npm[.]pkg[.]github[.]com'
  known+='|files[.]pythonhosted[.]org|pypi[.]org/simple|proxy[.]golang[.]org|sum[.]golang[.]org|repo1?[.]maven|[.]jfrog[.]io'
  named_nowhere -E -e "$known" || return 1
  own_registry_hosts >"$work/hosts" || return 1
  [ ! -s "$work/hosts" ] || named_nowhere -F -f "$work/hosts"
}

# git grep ends with 1 when it found nothing, and with more when it could not look.
named_nowhere() {
  git grep --untracked -I -n -i "$@"
  [ $? -eq 1 ]
}

# A host that is only a name, as localhost is, says nothing in a file.
own_registry_hosts() {
  { npm config get registry; python3 -m pip config get global.index-url; go env GOPROXY | tr ',|' '\n\n'; } 2>/dev/null |
    sed -nE 's#^[a-z]+://([^@/]*@)?([^/]+).*#\2#p' | { grep -F . || true; }
}

# The real programs are asked where they have been built already; building them takes a quarter of an hour. The answers that
# are recorded are held to by npm test in any case.
conformance() {
  if [ "$(uname)" != Linux ]; then
    echo 'skip conformance, live: the real programs need Linux'
    return
  fi
  check 'conformance, live' 'npm run conformance says which case; mend the code, or record and review' npm run conformance -- --if-built
  grep -E 'NOT ASKED|skipped:' "$work/log"
}
