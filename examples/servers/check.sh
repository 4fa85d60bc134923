#!/usr/bin/env bash
# Checks right applications behind the servers and proxies that people use, while they take LOAD_SECONDS to load.
# A combination whose server is not installed is skipped by name. `check.sh flask-gunicorn …` checks only those named.
#   apt-get install gunicorn python3-flask python3-django puma ruby-rack nginx-light haproxy
#   NEXT=FOLDER: one in which `npm install next@14 react@18 react-dom@18` was run; the application is copied and built there.
set -uo pipefail
cd "$(dirname "$0")"
export LOAD_SECONDS=${LOAD_SECONDS:-2}
read -r -a mvk <<< "${MVK:-node $PWD/../../dist/cli/main.js}"
python=$(command -v /usr/bin/python3 || command -v python3)
home=$(mktemp -d)
chmod 711 "$home" # a proxy that root starts works as another user
front=''
trap '[ -z "$front" ] || kill "$front"; rm -rf "$home"' EXIT
bad=0

free_port() { node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { process.stdout.write(String(s.address().port)); s.close(); })'; }
fill() { sed -e "s#@PORT@#$PORT#; s#@BACKEND@#$BACKEND#; s#@DIR@#$DIR#" "$1" > "$DIR/$1"; }

# missing PROGRAM… : says which is not there
missing() {
  for what in "$@"; do
    case $what in
      flask | django) "$python" -c "import $what" 2> /dev/null || { echo "$what"; return; } ;;
      next) [ -n "${NEXT:-}" ] && [ -f "$NEXT/node_modules/next/package.json" ] || { echo "$what (in the folder NEXT)"; return; } ;;
      rack) ruby -e 'require "rack"' 2> /dev/null || { echo "$what"; return; } ;;
      *) PATH=$PATH:/usr/sbin command -v "$what" > /dev/null || { echo "$what"; return; } ;;
    esac
  done
}

gunicorn() { echo "exec $python -m gunicorn --bind 127.0.0.1:$1 --workers 2 --threads 8 --backlog 256 --log-level warning $2:app"; }
puma() { echo "exec puma --bind tcp://127.0.0.1:$1 --workers 2 --threads 1:8 --quiet config.ru"; }
next_at() { echo "exec node $NEXT/node_modules/next/dist/bin/next start $NEXT -H 127.0.0.1 -p $1"; }
nginx='PATH=$PATH:/usr/sbin nginx -p "$DIR" -c "$DIR/nginx.conf"'
haproxy='PATH=$PATH:/usr/sbin haproxy -q -db -f "$DIR/haproxy.cfg"'

# one NAME NEEDS START [FLAG…]
one() {
  local name=$1 needs=$2 start=$3 lacks
  shift 3
  if [ ${#chosen[@]} -gt 0 ] && [[ " ${chosen[*]} " != *" $name "* ]]; then return; fi
  lacks=$(missing $needs)
  if [ -n "$lacks" ]; then echo "skip  $name: $lacks is not installed"; return; fi
  export DIR="$home/$name"
  mkdir -p "$DIR"
  PORT=$(free_port) BACKEND=$(free_port)
  export PORT BACKEND PUBLIC_URL="http://127.0.0.1:$PORT" DATA_DIR="$DIR/data" START
  START=$($start)
  fill nginx.conf
  fill haproxy.cfg
  if [ "$name" = reused-nginx ]; then
    PATH=$PATH:/usr/sbin nginx -p "$DIR" -c "$DIR/nginx.conf" 2> "$DIR/front.log" & front=$!
  fi
  if "${mvk[@]}" check --config check.yaml --seed "${SEED:-1}" --runs "${RUNS:-10}" --quiet --report "$DIR/report" "$@" > "$DIR/output" 2>&1 &&
    grep -q ' 0 failed, 0 warned, .* 0 could not run' "$DIR/output"; then
    echo "ok    $name"
  else
    bad=1
    echo "BAD   $name"
    cat "$DIR/output"
  fi
  if [ -n "$front" ]; then kill "$front"; front=''; fi
}

chosen=("$@")
flask_gunicorn() { gunicorn "$PORT" flask_app; }
django_gunicorn() { gunicorn "$PORT" django_app; }
rack_puma() { puma "$PORT"; }
flask_nginx() { echo "$nginx & $(gunicorn "$BACKEND" flask_app)"; }
django_haproxy() { echo "$haproxy & $(gunicorn "$BACKEND" django_app)"; }
rack_nginx() { echo "$nginx & $(puma "$BACKEND")"; }
rack_haproxy() { echo "$haproxy & $(puma "$BACKEND")"; }
next_alone() { next_at "$PORT"; }
next_nginx() { echo "$nginx & $(next_at "$BACKEND")"; }
reused_nginx() { gunicorn "$BACKEND" flask_app; }

one flask-gunicorn 'gunicorn flask' flask_gunicorn
one django-gunicorn 'gunicorn django' django_gunicorn
one rack-puma 'puma rack' rack_puma
one flask-nginx 'gunicorn flask nginx' flask_nginx
one django-haproxy 'gunicorn django haproxy' django_haproxy
one rack-nginx 'puma rack nginx' rack_nginx
one rack-haproxy 'puma rack haproxy' rack_haproxy
if [ -n "${NEXT:-}" ] && [ -z "$(missing next)" ]; then
  cp -r next/. "$NEXT/"
  (cd "$NEXT" && node node_modules/next/dist/bin/next build) > "$home/next-build" 2>&1 || cat "$home/next-build"
fi
one next 'next' next_alone
one next-nginx 'next nginx' next_nginx
one reused-nginx 'gunicorn flask nginx' reused_nginx --reuse
exit $bad
