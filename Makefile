# rasid: build, check and install. `make help` lists the targets.

VERSION  := 0.1.0
PREFIX   ?= /usr/local
CC       ?= cc
VARIANT  ?= release
BUILD    ?= build/$(VARIANT)
WERROR   ?=

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := all

# ---- what is needed ----------------------------------------------------------------------------------------------------

APT_BUILD := gcc make pkg-config libncurses-dev libicu-dev libsqlite3-dev libjansson-dev libmd-dev libcsv-dev
APT_CHECK := clang libclang-rt-14-dev clang-format libcmocka-dev libvterm-dev unicode-data valgrind sqlite3 git

# pkg-config module = Debian package that brings it
PKGS := ncursesw=libncurses-dev icu-uc=libicu-dev icu-i18n=libicu-dev sqlite3=libsqlite3-dev jansson=libjansson-dev libmd=libmd-dev
TEST_PKGS := cmocka=libcmocka-dev vterm=libvterm-dev

# $(call pkg,FLAG,LIST): the flags of each module, or a message that names the package to install
pkg = $(foreach p,$(2),$(shell pkg-config $(1) $(firstword $(subst =, ,$(p))) 2>/dev/null || \
      echo missing-package:$(lastword $(subst =, ,$(p)))))

NO_DEPS_GOALS := deps deps-check help clean demo format
ifneq ($(filter-out $(NO_DEPS_GOALS),$(or $(MAKECMDGOALS),all)),)
  PKG_CFLAGS := $(call pkg,--cflags,$(PKGS))
  PKG_LIBS   := $(call pkg,--libs,$(PKGS))
  MISSING    := $(sort $(patsubst missing-package:%,%,$(filter missing-package:%,$(PKG_CFLAGS))))
  ifneq ($(MISSING),)
    $(error Debian package(s) missing: $(MISSING). Run 'make deps' to install what the build needs)
  endif
endif

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
LIBS = $(PKG_LIBS) -lcsv -lm -pthread

# ---- sources -----------------------------------------------------------------------------------------------------------

CORE_SRC := $(sort $(wildcard core/*/*.c))
TUI_SRC  := $(sort $(wildcard tui/*.c tui/*/*.c))
DATA     := $(sort $(wildcard core/data/*.* core/data/*/*.*))
TUI_DATA := $(sort $(wildcard tui/*.keys))

obj = $(patsubst %,$(BUILD)/obj/%.o,$(basename $(1)))
CORE_OBJ := $(call obj,$(CORE_SRC)) $(BUILD)/obj/embed_table.o $(BUILD)/obj/embed_data.o
TUI_OBJ  := $(call obj,$(filter-out tui/main.c,$(TUI_SRC)))

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
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<) $(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/obj/embed_table.o $(BUILD)/obj/embed_data.o: $(BUILD)/obj/%.o: $(BUILD)/%.c $(BUILD)/flags
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

# Stamps: rewritten only when their content changes, so that what depends on them is rebuilt just then.
stamp = mkdir -p $(@D) && printf '%s\n' '$(subst ','\'',$(1))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(1))' >$@
$(BUILD)/flags: FORCE
	@$(call stamp,$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS))
$(BUILD)/embed_list: FORCE
	@$(call stamp,$(DATA) $(TUI_DATA))
.PHONY: FORCE
FORCE:

-include $(patsubst %.o,%.d,$(CORE_OBJ) $(TUI_OBJ) $(call obj,tui/main.c))

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

$(TEST_LIB_OBJ): ALL_CFLAGS += -Itests
-include $(addsuffix .d,$(TESTS)) $(TEST_LIB_OBJ:.o=.d)

.PHONY: run-tests
run-tests: tests
	@RASID_PROGRAM=$(abspath $(PROGRAM)) tests/run.sh $(TESTS)

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: clean
clean: ## remove everything built
	rm -rf build
