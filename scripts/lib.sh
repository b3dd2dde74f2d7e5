# Shared by the scripts beside it; sourced, not run.

ODYSSEY_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"

say() {
  printf '%s\n' "$*" >&2
}

die() {
  say "$(basename "$0"): $*"
  exit 1
}

# The Java of JAVA_HOME, else that of the PATH.
java_command() {
  if [[ -n "${JAVA_HOME:-}" && -x "$JAVA_HOME/bin/java" ]]; then
    printf '%s\n' "$JAVA_HOME/bin/java"
  else
    command -v java || die "no java: install Java 17 or set JAVA_HOME"
  fi
}

# The given modules, and those of this project that they depend on, a folder a line: read from the
# poms, each of which names its own artifact after its parent's.
with_upstream() {
  (
    cd "$ODYSSEY_ROOT"
    awk -v wanted="$*" '
      function text(line) { sub(/^[^>]*>/, "", line); sub(/<.*/, "", line); return line }
      FNR == 1 { module = FILENAME; sub(/\/pom.xml$/, "", module); inside = "module"; group = "" }
      /<parent>/ || /<build>/ || /<profiles>/ { inside = "elsewhere" }
      /<\/parent>/ || /<\/build>/ || /<\/profiles>/ { inside = "module" }
      /<dependency>/ { if (inside == "module") { inside = "dependency"; group = "" } }
      /<\/dependency>/ { if (inside == "dependency") inside = "module" }
      /<groupId>/ { group = text($0) }
      /<artifactId>/ {
        if (inside == "module" && !(module in named)) { named[module] = 1; home[text($0)] = module }
        if (inside == "dependency" && group ~ /^(dev\.odyssey|\$\{project\.groupId\})$/)
          needs[module] = needs[module] " " text($0)
      }
      END {
        n = split(wanted, queue, " ")
        for (i = 1; i <= n; i++) {
          module = queue[i]
          if (module in seen) continue
          seen[module] = 1
          print module
          count = split(needs[module], artifacts, " ")
          for (j = 1; j <= count; j++) if (artifacts[j] in home) queue[++n] = home[artifacts[j]]
        }
      }' $(sed -n 's#.*<module>\(.*\)</module>.*#\1/pom.xml#p' pom.xml)
  )
}

# Whether anything that the module is made of changed since ensure_built last built it: whatever lies
# in its folder and in those of its upstream modules, but tests, pages and what the build makes.
is_stale() {
  local module="$1" stamp="$ODYSSEY_ROOT/$1/target/.built" upstream changed
  [[ -f "$stamp" ]] || return 0
  local folders=()
  for upstream in $(with_upstream "$module"); do
    folders+=("$ODYSSEY_ROOT/$upstream")
  done
  changed="$(
    find "${folders[@]}" -mindepth 1 \( -name target -o -path '*/src/test' \) -prune \
      -o -newer "$stamp" ! -name '*.md' ! -name dependency-reduced-pom.xml -print -quit
  )"
  [[ -n "$changed" || "$ODYSSEY_ROOT/pom.xml" -nt "$stamp" ]]
}

# ensure_built MODULE...: packages the modules (folders below the root) whose sources, or whose
# upstream modules' sources, changed since they were last packaged. Says so when there is work.
ensure_built() {
  local module stale=()
  for module in "$@"; do
    [[ -f "$ODYSSEY_ROOT/$module/pom.xml" ]] || die "no such module: $module"
    if is_stale "$module"; then stale+=("$module"); fi
  done
  [[ ${#stale[@]} -gt 0 ]] || return 0
  command -v mvn >/dev/null || die "no mvn: install Maven 3.8 or later"
  (
    # Two builds at once would write over each other.
    if command -v flock >/dev/null; then
      exec 9<"$ODYSSEY_ROOT/pom.xml"
      flock 9
    fi
    local still=()
    for module in "${stale[@]}"; do
      if is_stale "$module"; then still+=("$module"); fi
    done
    [[ ${#still[@]} -gt 0 ]] || exit 0
    say "building ${still[*]} ..."
    local began
    began="$(mktemp)"
    trap 'rm -f "$began"' EXIT
    (
      IFS=,
      cd "$ODYSSEY_ROOT"
      mvn -q -B -DskipTests -Dspotless.check.skip=true -pl "${still[*]}" -am package >&2
    ) || die "the build failed"
    # Dated to before the build: what was edited meanwhile is built next time.
    for module in "${still[@]}"; do
      touch -r "$began" "$ODYSSEY_ROOT/$module/target/.built"
    done
  )
}

# classpath MODULE: its classes and the libraries that packaging put into target/lib.
classpath() {
  printf '%s\n' "$ODYSSEY_ROOT/$1/target/classes:$ODYSSEY_ROOT/$1/target/lib/*"
}

# What a script hands to Java, an option an element; JAVA_OPTS, of whoever calls it, come after that.
java_flags=()

# Flink's serializers and closure cleaner look into these.
FLINK_FLAGS=(
  --add-opens=java.base/java.util=ALL-UNNAMED
  --add-opens=java.base/java.lang=ALL-UNNAMED
  --add-opens=java.base/java.time=ALL-UNNAMED
)

# run_java MODULE MAIN ARGUMENT...: builds the module if it must, then becomes the program.
run_java() {
  local module="$1" main="$2"
  shift 2
  ensure_built "$module"
  # shellcheck disable=SC2086 # several options in one variable
  exec "$(java_command)" ${java_flags[@]+"${java_flags[@]}"} "-Dodyssey.home=$ODYSSEY_ROOT" ${JAVA_OPTS:-} -cp "$(classpath "$module")" "$main" "$@"
}
