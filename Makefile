# make run | start | stop | test | soak | bench | fuzz | clean | help

PORT       ?= 8080
ADMIN_PORT ?= 8081
TLS_PORT   ?= 8443
RUN        ?= run
CONTENT    ?= conf/content

BUILD      ?= build
SAN        ?=
# not NGINX: that name in the environment hands sockets to a new nginx binary
NGINX_BIN  ?= /usr/sbin/nginx
NGINX_SRC  ?= /usr/share/nginx/src

CC         ?= cc
WARN        = -Wall -Wextra -Werror -Wno-unused-parameter
OPT        ?= -O2 -g
CFLAGS      = -std=gnu11 -D_GNU_SOURCE $(OPT) $(WARN) -fPIC -fno-omit-frame-pointer $(SAN)
LIBS        = -ljansson -lbrotlienc -lz -lcrypto -lpthread -lm

SRC         = ngx_gov_module
ROOMS       = core content sample snapshot activate ctl
ENGINE      = $(wildcard $(ROOMS:%=$(SRC)/%/*.c))
HEADERS     = $(wildcard $(SRC)/*.h $(SRC)/*/*.h)
SHELL_SRC   = $(wildcard $(SRC)/*.c $(SRC)/http/*.c)
OBJS        = $(ENGINE:$(SRC)/%.c=$(BUILD)/engine/%.o)
LIB_OBJS    = $(filter-out %/govctl.o,$(OBJS))

MODULE      = $(BUILD)/ngx_http_gov_module.so
GOVCTL      = $(BUILD)/govctl
LIBGOV      = $(BUILD)/libgov.a

export PORT ADMIN_PORT TLS_PORT RUN CONTENT BUILD NGINX_BIN GOVCTL MODULE

.PHONY: help all run start stop test soak bench fuzz lint clean packages \
        packages-test module govctl lib unit
.DELETE_ON_ERROR:

help:
	@echo 'make run     build what is needed and serve in the foreground'
	@echo 'make start   the same in the background;  make stop  ends it'
	@echo 'make test    everything that proves it, at reduced counts'
	@echo 'make soak    the same drills at full counts'
	@echo 'make bench   CPU per request against peers, in alternating rounds'
	@echo 'make fuzz    the fuzzers, FUZZ_SECONDS=300 each'
	@echo 'make clean   removes build/ (and nothing of RUN)'
	@echo 'settings     PORT=$(PORT) ADMIN_PORT=$(ADMIN_PORT)' \
	      'TLS_PORT=$(TLS_PORT) RUN=$(RUN) CONTENT=$(CONTENT)'

all:
	@$(MAKE) --no-print-directory -j2 module govctl
module: $(MODULE)
govctl: $(GOVCTL)
lib: $(LIBGOV)


# nginx's configure removes files by unquoted names, so a blank in a path would
# make it remove others'

$(foreach path,CURDIR BUILD RUN CONTENT,$(if $(filter-out 0 1,$(words \
    $($(path)))),$(error $(path) has a blank in it: "$($(path))")))


# --- serving

run start: packages
	@$(MAKE) --no-print-directory all
	@conf/deploy/serve.sh $@

stop:
	@conf/deploy/serve.sh stop

packages:
	@conf/deploy/packages.sh run

packages-test:
	@conf/deploy/packages.sh run test


# --- building

$(BUILD)/engine/%.o: $(SRC)/%.c $(HEADERS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c -o $@ $<

$(LIBGOV): $(LIB_OBJS)
	@rm -f $@
	ar rcs $@ $^

$(GOVCTL): $(BUILD)/engine/ctl/govctl.o $(LIBGOV)
	$(CC) $(CFLAGS) -o $@ $^ $(LIBS)

# A module loads only into the nginx it was built for: this file changes when
# that binary does.

NGINX_SUM  := $(BUILD)/nginx.sum
$(shell mkdir -p $(BUILD); sha256sum $(NGINX_BIN) 2>/dev/null \
    | cmp -s - $(NGINX_SUM) || sha256sum $(NGINX_BIN) >$(NGINX_SUM) 2>&1)

# The module is built the way Debian builds its own: the skeleton of nginx-dev
# with the flags of the packaged nginx.  It links the engine objects that
# govctl links.

$(MODULE): $(SHELL_SRC) $(LIBGOV) config $(HEADERS) conf/deploy/module.sh \
        $(NGINX_SUM)
	@CC='$(CC)' SAN='$(SAN)' NGINX_SRC='$(NGINX_SRC)' LIBGOV='$(LIBGOV)' \
	    conf/deploy/module.sh


# Unit tests are built in every tree, so also in the sanitized one.

UNIT = $(patsubst t/unit/%.c,$(BUILD)/unit/%,$(wildcard t/unit/test_*.c))

unit: $(UNIT)

$(BUILD)/unit/%: t/unit/%.c $(wildcard t/unit/*.h) $(LIBGOV)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -o $@ $< $(LIBGOV) $(LIBS) -lcmocka


# --- proving

test: packages-test
	@$(MAKE) --no-print-directory all
	@t/run.sh test

soak: packages-test
	@$(MAKE) --no-print-directory all
	@t/run.sh soak

lint: packages-test
	@prove -v t/00-lint

bench: packages-test
	@conf/deploy/packages.sh bench
	@$(MAKE) --no-print-directory all
	@t/bench/run.sh

fuzz: packages-test
	@t/fuzz/run.sh

clean:
	rm -rf $(BUILD)
