# Sourced by the start scripts. Finds a Java of at least version 25 without starting one: it reads
# the "release" file that every JDK carries.
#
#   find_java [javac]   sets java_home and java_release, or returns 1; with "javac", only a
#                       home that can compile counts

afterglow_java=25

# Is this folder a Java that will do? Sets java_release.
fits() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  [ -z "$2" ] || [ -x "$1/bin/$2" ] || return 1
  java_release=
  version=
  while IFS='=' read -r key value; do
    value=${value#\"}
    value=${value%\"}
    case $key in
      JAVA_VERSION) version=${value%%[!0-9]*} ;;
      JAVA_RUNTIME_VERSION) java_release=$value ;;
    esac
  done <"$1/release"
  [ "${version:-0}" -ge "$afterglow_java" ] || return 1
  java_release=${java_release:-$version}
}

find_java() {
  if [ -n "$JAVA_HOME" ] && fits "$JAVA_HOME" "$1"; then
    java_home=$JAVA_HOME
    return 0
  fi
  # The long-term release itself first, then whatever is newer.
  for candidate in \
    /usr/lib/jvm/*-$afterglow_java-* /usr/lib/jvm/*-$afterglow_java /usr/lib/jvm/* \
    "$HOME"/.sdkman/candidates/java/$afterglow_java* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/java/* /opt/java/* /opt/*jdk* /opt/*java*; do
    if fits "$candidate" "$1"; then
      java_home=$candidate
      return 0
    fi
  done
  # Last, the one on the path: only Java itself knows where that lives.
  if command -v java >/dev/null 2>&1; then
    java_home=$(java -XshowSettings:properties -version 2>&1 |
      sed -n 's/^ *java\.home = //p')
    [ -n "$java_home" ] && fits "$java_home" "$1" && return 0
  fi
  return 1
}

# What to install, in one line.
say_no_java() {
  echo "afterglow: needs Java $afterglow_java or newer${1:+ with its compiler (a JDK)}: install Temurin $afterglow_java from https://adoptium.net (or: sdk install java $afterglow_java-tem), or set JAVA_HOME." >&2
}
