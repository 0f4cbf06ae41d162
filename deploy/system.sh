#!/bin/sh
# Installs from Debian's packages what the tests use beyond Python, if it is missing and we may; says what will be skipped if not.
want=""
command -v chromium >/dev/null && command -v chromedriver >/dev/null || want="$want chromium chromium-driver"
command -v promtool >/dev/null || want="$want prometheus"
command -v java >/dev/null || want="$want openjdk-17-jre-headless"
command -v mvn >/dev/null || want="$want maven"
command -v docker-compose >/dev/null || docker compose version >/dev/null 2>&1 || want="$want docker-compose"
[ -n "$want" ] || exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "installing$want"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $want >/dev/null
else
    echo "not installed, so their tests are skipped:$want"
fi
