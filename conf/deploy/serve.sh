#!/bin/bash
# Serves from a run directory.  Called by make run | start | stop.

set -euo pipefail

action=$1
top=$(pwd)
run=$(realpath -m "$RUN")
module=$(realpath -m "$MODULE")
govctl=$(realpath -m "$GOVCTL")
conf=$run/nginx.conf

# the pid may be another's by now: only our master has our nginx.conf in its title

alive() {
    [ -s "$run/nginx.pid" ] || return 1
    tr '\0' ' ' <"/proc/$(cat "$run/nginx.pid")/cmdline" 2>/dev/null \
        | grep -F "nginx: master process $NGINX_BIN -e $run/" >/dev/null
}

# whether something was ever activated in this run directory

active() {
    "$govctl" generations --run "$run" 2>/dev/null | grep '^\*' >/dev/null
}

stop() {
    if ! alive; then
        echo "nothing runs in $RUN"
        return
    fi

    pid=$(cat "$run/nginx.pid")
    kill -QUIT "$pid"

    for _ in $(seq 100); do
        kill -0 "$pid" 2>/dev/null || { echo "stopped"; return; }
        sleep 0.1
    done

    echo "still sending after 10 s: ending it"
    kill -TERM "$pid"

    for _ in $(seq 50); do
        kill -0 "$pid" 2>/dev/null || return 0
        sleep 0.1
    done
}

if [ "$action" = stop ]; then
    stop
    exit
fi

if alive; then
    echo "already running in $RUN (pid $(cat "$run/nginx.pid"))" >&2
    exit 1
fi

# as many connections as this user may have

ulimit -n "$(ulimit -Hn)" 2>/dev/null || true

mkdir -p "$run"/{logs,tmp,tls}

# as root the workers drop to www-data and reach their files through
# descriptors the master opened; nothing above $run need be readable to them

user=
if [ "$(id -u)" = 0 ]; then
    user="user www-data;"
    mkdir -p -m 700 "$run"/{activate,generations}
    chown www-data "$run"/{tmp,activate,generations}
fi

if [ ! -s "$run/admin.token" ]; then
    (umask 077 && openssl rand -hex 32 >"$run/admin.token")
fi

if [ ! -s "$run/tls/cert.pem" ]; then
    (umask 077 && openssl req -x509 -newkey ec -pkeyopt \
        ec_paramgen_curve:prime256v1 -nodes -days 365 -subj /CN=localhost \
        -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1' \
        -keyout "$run/tls/key.pem" -out "$run/tls/cert.pem" 2>/dev/null)
    echo "made a certificate for localhost, good for a trial: $RUN/tls"
fi

# Content that changed since the last start is published.  Content that did not
# is left alone: it may have been rolled back, or another published since.

if ! "$govctl" build -o "$run/content.gen" "$CONTENT"; then
    active || exit 1
    echo "serving what is active in $RUN: $CONTENT has errors" >&2

elif ! sha256sum --status -c "$run/content.published" 2>/dev/null \
    || ! active
then
    "$govctl" publish --create --run "$run" --note 'make start' \
        "$run/content.gen"
    sha256sum "$run/content.gen" >"$run/content.published"
fi

# each connection is one open file, and nginx has a few of its own

limit=$(ulimit -n)
[ "$limit" = unlimited ] && limit=65536
connections=$((limit - 64 < 4096 ? limit - 64 : 4096))

sed -e "s|@CONNECTIONS@|$connections|" -e "s|@USER@|$user|" -e "s|@MODULE@|$module|" \
    -e "s|@WORKERS@|${WORKERS:-auto}|" -e "s|@RUN@|$run|g" \
    -e "s|@PORT@|$PORT|g" \
    -e "s|@TLS_PORT@|$TLS_PORT|g" -e "s|@ADMIN_PORT@|$ADMIN_PORT|g" \
    "$top/conf/nginx.conf.in" >"$conf"

nginx() {
    "$NGINX_BIN" -e "$run/logs/error.log" -p "$run" -c "$conf" "$@"
}

nginx -t -q || { tail -n 5 "$run/logs/error.log" >&2; exit 1; }

say() {
    cat <<END

  public    http://127.0.0.1:$PORT/v1/topics
            https://localhost:$TLS_PORT/v1/topics   http://[::1]:$PORT/healthz
  admin     http://127.0.0.1:$ADMIN_PORT/admin/generations
            curl -H "Authorization: Bearer \$(cat $RUN/admin.token)" ...
  logs      $RUN/logs

END
}

if [ "$action" = start ]; then
    nginx
    say
    echo "  make stop RUN=$RUN  ends it"
    exit
fi

say
echo "  Ctrl-C ends it"

# in a session of its own, so that Ctrl-C reaches it through the trap only: what
# is being sent is finished, unless it is pressed again

asked=0
trap 'asked=$((asked + 1))
      if [ $asked = 1 ]; then kill -QUIT $pid; else kill -TERM $pid; fi' INT TERM

setsid "$NGINX_BIN" -e "$run/logs/error.log" -p "$run" -c "$conf" \
    -g 'daemon off;' &
pid=$!
rc=0

while kill -0 $pid 2>/dev/null; do
    wait $pid && rc=0 || rc=$?
done

if [ $asked = 0 ]; then
    echo "nginx ended by itself, status $rc:" >&2
    tail -n 5 "$run/logs/error.log" >&2
    exit 1
fi

echo "stopped"
