#!/bin/bash
# Builds the dynamic module against the packaged nginx.  Called by make.

set -euo pipefail

top=$(pwd)
build=$(realpath -m "$BUILD")
objs=$build/nginx

if [ ! -d "$NGINX_SRC/auto" ]; then
    echo "module: $NGINX_SRC is missing: install nginx-dev" >&2
    exit 1
fi

rm -rf "$objs"
mkdir -p "$build"

cd "$NGINX_SRC"

. ./conf_flags

export GOV_LIB=$build/libgov.a

./configure "${NGX_CONF_FLAGS[@]}" \
    --with-cc="$CC" \
    --with-cc-opt="-g -O2 -fno-omit-frame-pointer -fstack-protector-strong \
-Wformat -Werror=format-security -fPIC -D_FORTIFY_SOURCE=2 $SAN" \
    --with-ld-opt="-Wl,-z,relro -Wl,-z,now -fPIC $SAN" \
    --add-dynamic-module="$top" --builddir="$objs" >"$build/configure.log" \
    || { tail -n 20 "$build/configure.log" >&2; exit 1; }

make -s -f "$objs/Makefile" modules >"$build/module.log" 2>&1 \
    || { grep -v '^make' "$build/module.log" >&2; exit 1; }

# never written in place: a running nginx has the old one mapped

cp "$objs/ngx_http_gov_module.so" "$build/ngx_http_gov_module.so.tmp"
mv -f "$build/ngx_http_gov_module.so.tmp" "$build/ngx_http_gov_module.so"
echo "module: $BUILD/ngx_http_gov_module.so for $("$NGINX_BIN" -v 2>&1)"
