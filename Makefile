# rasid: build, check and install. `make help` lists the targets.

VERSION  := 0.1.0
PREFIX   ?= /usr/local
CC       ?= cc
VARIANT  ?= release
BUILD    ?= build/$(VARIANT)
WERROR   ?=

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
  MAKEFLAGS += -j$(shell nproc)
endif
.DEFAULT_GOAL := all

# ---- what is needed ----------------------------------------------------------------------------------------------------

APT_BUILD := gcc make pkg-config libc6-dev libncurses-dev libicu-dev libsqlite3-dev libjansson-dev nettle-dev libcsv-dev liblinear-dev
APT_CHECK := clang libclang-rt-14-dev clang-format libcmocka-dev libvterm-dev unicode-data valgrind sqlite3 procps

# pkg-config module = Debian package that brings it
PKGS := ncursesw=libncurses-dev icu-uc=libicu-dev icu-i18n=libicu-dev sqlite3=libsqlite3-dev jansson=libjansson-dev \
        nettle=nettle-dev
# libraries without a pkg-config module: header = package
HEADERS := csv.h=libcsv-dev linear.h=liblinear-dev
TEST_PKGS := cmocka=libcmocka-dev vterm=libvterm-dev

# $(call pkg,FLAG,LIST): the flags of each module, or a word that names the package which is missing
pkg = $(foreach p,$(2),$(shell pkg-config $(1) $(firstword $(subst =, ,$(p))) 2>/dev/null || \
      echo missing-package:$(lastword $(subst =, ,$(p)))))

# $(call lacking,LIST): the packages of the headers that the compiler does not find
lacking = $(foreach h,$(1),$(shell echo '#include <$(firstword $(subst =, ,$(h)))>' | $(CC) $(CPPFLAGS) -E -x c - >/dev/null 2>&1 || \
          echo $(lastword $(subst =, ,$(h)))))

NO_DEPS_GOALS := deps deps-check help clean demo check lint format
ifneq ($(filter-out $(NO_DEPS_GOALS),$(or $(MAKECMDGOALS),all)),)
  PKG_CFLAGS := $(call pkg,--cflags,$(PKGS))
  PKG_LIBS   := $(call pkg,--libs,$(PKGS))
  MISSING    := $(sort $(patsubst missing-package:%,%,$(filter missing-package:%,$(PKG_CFLAGS))) $(call lacking,$(HEADERS)))
  ifneq ($(MISSING),)
    $(error Debian package(s) missing: $(MISSING). 'make deps' installs what the build needs)
  endif
endif

# $(call apt,PACKAGES): nothing when all are there; else apt-get, through sudo unless we are root
apt = set -e; want=; for p in $(1); do dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || want="$$want $$p"; done; \
      test -n "$$want" || exit 0; \
      command -v apt-get >/dev/null || { echo "install these, under the names your system gives them:$$want" >&2; exit 1; }; \
      root=; test "$$(id -u)" = 0 || root=sudo; \
      $$root apt-get update -q; $$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$want

.PHONY: deps deps-check
deps: ## install what the build needs (Debian: apt-get)
	@$(call apt,$(APT_BUILD))
deps-check: deps ## install what the tests need as well
	@$(call apt,$(APT_CHECK))

# ---- flags -------------------------------------------------------------------------------------------------------------

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
            -Wwrite-strings -Wpointer-arith -Wvla -Wundef -Wformat=2 $(shell $(CC) --version | grep -q clang || echo -Wno-format-truncation)
SANITIZE_release :=
SANITIZE_asan    := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
SANITIZE_clang   :=
SANITIZE_fuzz    := -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all
OPT_release := -O2
OPT_asan    := -O1 -g
OPT_clang   := -O1 -g
OPT_fuzz    := -O1 -g

CFLAGS ?= $(or $(OPT_$(VARIANT)),-O2 -g)
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -DRASID_VERSION='"$(VERSION)"' $(WARNINGS) $(WERROR) $(SANITIZE_$(VARIANT)) \
             -Icore -Itui $(PKG_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(SANITIZE_$(VARIANT)) $(LDFLAGS)
LIBS = $(PKG_LIBS) -lcsv -llinear -lm -pthread

# ---- sources -----------------------------------------------------------------------------------------------------------

CORE_SRC := $(sort $(wildcard core/*/*.c))
TUI_SRC  := $(sort $(wildcard tui/*.c tui/*/*.c))
DATA     := $(sort $(wildcard core/data/*.* core/data/*/*.*))
TUI_DATA := $(sort $(wildcard tui/*.keys))

obj = $(patsubst %,$(BUILD)/obj/%.o,$(basename $(1)))
TABLES_OBJ := $(call obj,$(CORE_SRC)) $(BUILD)/obj/embed_table.o $(BUILD)/obj/embed_data.o
CORE_OBJ := $(TABLES_OBJ) $(BUILD)/obj/embed_image.o
TUI_OBJ  := $(call obj,$(filter-out tui/main.c tui/compile.c,$(TUI_SRC)))

PROGRAM := $(if $(filter release,$(VARIANT)),build/rasid,$(BUILD)/rasid)

# `make V=1` shows the commands
ifeq ($(V),)
  say = echo '  $(1)	$(2)';
  .SILENT:
endif

# ---- building ----------------------------------------------------------------------------------------------------------

.PHONY: all
all: $(PROGRAM) ## build the program as build/rasid

$(PROGRAM): $(call obj,tui/main.c) $(BUILD)/libtui.a $(BUILD)/libcore.a
	$(call say,LINK,$@) $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libcore.a: $(CORE_OBJ)
$(BUILD)/libtui.a: $(TUI_OBJ)
$(BUILD)/lib%.a:
	@mkdir -p $(@D) && rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<) $(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

EMBED := $(addprefix $(BUILD)/obj/embed_,table.o data.o image.o no_image.o)
$(EMBED): $(BUILD)/obj/%.o: $(BUILD)/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<) $(CC) $(ALL_CFLAGS) -c -o $@ $<

# The files of core/data become symbols of one object; the names depend on the list only, the data on the files.
$(BUILD)/embed_data.c: $(DATA) $(TUI_DATA) $(BUILD)/embed_list
	@{ i=0; for f in $(DATA) $(TUI_DATA); do \
	   printf '__asm__(".section .rodata\\n.balign 16\\n.globl embed_beg_%d\\nembed_beg_%d: .incbin \\"%s\\"\\n.globl embed_end_%d\\nembed_end_%d: .byte 0\\n.previous\\n");\n' $$i $$i $$f $$i $$i; \
	   i=$$((i+1)); done; echo 'extern const int embed_is_not_empty; const int embed_is_not_empty = 1;'; } >$@

$(BUILD)/embed_table.c: $(BUILD)/embed_list
	@{ echo '#include "base/embed.h"'; i=0; for f in $(DATA) $(TUI_DATA); do \
	   echo "extern const char embed_beg_$$i[], embed_end_$$i[];"; i=$$((i+1)); done; \
	   echo 'const struct embed embed_files[] = {'; i=0; for f in $(DATA) $(TUI_DATA); do \
	   n=$${f#core/data/}; echo "	{\"$${n#tui/}\", embed_beg_$$i, embed_end_$$i},"; i=$$((i+1)); done; \
	   echo '	{0, 0, 0}};'; } >$@

# The tables are compiled by a program of the same code, which runs here (core/detect/shipped.h): the product starts without
# reading them. Its hash tells the product's own cache files from those of other builds.
$(BUILD)/compile: $(call obj,tui/compile.c) $(TABLES_OBJ) $(BUILD)/obj/embed_no_image.o
	$(call say,LINK,$@) $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/shipped.image: $(BUILD)/compile
	$(call say,COMPILE,$@) $< $@

embed_image_c = printf '\#include "base/embed.h"\nextern const char embed_image_beg[], embed_image_end[];\n__asm__(".section .rodata\\n.balign 64\\n.globl embed_image_beg\\nembed_image_beg: %s\\n.globl embed_image_end\\nembed_image_end: .byte 0\\n.previous\\n");\nconst struct embed embed_image = {"shipped", embed_image_beg, embed_image_end};\nconst char embed_build[] = "%s";\n'
$(BUILD)/embed_image.c: $(BUILD)/shipped.image
	@$(embed_image_c) '.incbin \"$<\"' "$$(sha256sum <$(BUILD)/compile | cut -c 1-64)" >$@
$(BUILD)/embed_no_image.c: Makefile
	@mkdir -p $(@D)
	@$(embed_image_c) '' '' >$@

# Stamps: rewritten only when their content changes, so that what depends on them is rebuilt just then.
stamp = mkdir -p $(@D) && printf '%s\n' '$(subst ','\'',$(1))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(1))' >$@
$(BUILD)/flags: FORCE
	@$(call stamp,$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS))
$(BUILD)/embed_list: FORCE
	@$(call stamp,$(DATA) $(TUI_DATA))
.PHONY: FORCE
FORCE:

-include $(patsubst %.o,%.d,$(CORE_OBJ) $(TUI_OBJ) $(call obj,tui/main.c tui/compile.c))

# ---- checking ----------------------------------------------------------------------------------------------------------

TEST_SRC := $(sort $(wildcard tests/unit/*.c tests/cases/*.c tests/screen/*.c tests/e2e/*.c))
TESTS    := $(patsubst tests/%.c,$(BUILD)/tests/%,$(TEST_SRC))
TEST_LIB := $(sort $(wildcard tests/lib/*.c))
TEST_LIB_OBJ := $(call obj,$(TEST_LIB))
TEST_LIBS = $(call pkg,--libs,$(TEST_PKGS)) -lutil

.PHONY: tests
tests: $(TESTS) $(PROGRAM)

$(BUILD)/tests/%: tests/%.c $(TEST_LIB_OBJ) $(BUILD)/libtui.a $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(call say,TEST,$@) $(CC) $(ALL_CFLAGS) -Itests -MMD -MP $(call pkg,--cflags,$(TEST_PKGS)) $(ALL_LDFLAGS) -o $@ $(filter %.c %.o %.a,$^) $(LIBS) $(TEST_LIBS)

# private: $(BUILD)/flags, on which they depend, would differ between `make` and `make tests`
$(TEST_LIB_OBJ): private ALL_CFLAGS += -Itests
-include $(addsuffix .d,$(TESTS)) $(TEST_LIB_OBJ:.o=.d)

TEST_SCRIPTS := $(sort $(wildcard tests/e2e/*.sh))

.PHONY: run-tests
run-tests: tests
	@RASID_PROGRAM=$(abspath $(PROGRAM)) tests/run.sh $(TESTS) $(TEST_SCRIPTS)

# Fuzz targets need clang's libFuzzer; `make check` gives each a few seconds, `make fuzz` as long as FUZZ_SECONDS says.
FUZZ_SECONDS ?= 60
FUZZ := $(patsubst tests/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/fuzz/*.c)))

$(BUILD)/tests/fuzz/%: tests/fuzz/%.c $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(call say,FUZZ,$@) $(CC) $(ALL_CFLAGS) -MMD -MP -fsanitize=fuzzer $(ALL_LDFLAGS) -o $@ $(filter %.c %.a,$^) $(LIBS)
-include $(addsuffix .d,$(FUZZ))

.PHONY: fuzz-run
fuzz-run: $(FUZZ)
	@tests/fuzz/run.sh $(FUZZ_SECONDS) $(FUZZ)

.PHONY: fuzz
fuzz: ## run each fuzz target for FUZZ_SECONDS (default 60)
	@$(MAKE) CC=clang VARIANT=fuzz fuzz-run

.PHONY: lint
lint: ## check layers, sources and formatting
	@tests/lint/run.sh

.PHONY: check check-gcc check-clang check-fuzz
check: ## run everything that must pass: lint, gcc, clang with sanitizers, fuzz targets
	@$(MAKE) deps-check
	@$(MAKE) lint
	@$(MAKE) check-gcc
	@$(MAKE) check-clang
	@$(MAKE) check-fuzz

check-gcc: ## all tests, built by gcc
	@echo "gcc, optimised"; $(MAKE) CC=gcc VARIANT=release WERROR=-Werror run-tests
check-clang: ## all tests, built by clang with address and undefined-behaviour sanitizers
	@echo "clang, sanitized"; $(MAKE) CC=clang VARIANT=asan WERROR=-Werror run-tests
check-fuzz: ## a few seconds of each fuzz target
	@echo "fuzz targets"; $(MAKE) CC=clang VARIANT=fuzz WERROR=-Werror FUZZ_SECONDS=5 fuzz-run

BENCH := $(patsubst tests/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/bench/*.c)))

$(BUILD)/tests/bench/%: tests/bench/%.c $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(call say,BENCH,$@) $(CC) $(ALL_CFLAGS) -MMD -MP $(ALL_LDFLAGS) -o $@ $(filter %.c %.a,$^) $(LIBS) -lutil
-include $(addsuffix .d,$(BENCH))

.PHONY: bench
bench: $(PROGRAM) $(BENCH) ## measure speed and memory, as ratios where a peer exists
	@RASID_PROGRAM=$(abspath $(PROGRAM)) tests/bench/run.sh $(BUILD)/tests/bench

.PHONY: format
format: ## lay out the sources with clang-format
	clang-format -i $$(git ls-files '*.c' '*.h')

# ---- using -------------------------------------------------------------------------------------------------------------

.PHONY: demo
demo: ## install what is needed, build, and review the bundled article
	@$(MAKE) deps
	@$(MAKE) all
	@build/rasid review fixtures/seed.txt

.PHONY: install
install: all ## install the program and its manual below PREFIX (DESTDIR honoured)
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/rasid
	install -D -m 644 docs/rasid.1 $(DESTDIR)$(PREFIX)/share/man/man1/rasid.1

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: clean
clean: ## remove everything built
	rm -rf build
