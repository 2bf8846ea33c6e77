// Takes and gives values of every type, and fails in every way.
#include "abi.h"

#define ECHO(name, type) EXPORT(echo_##name) type echo_##name(type value) { return value; }
ECHO(bool, int32_t)
ECHO(s8, int32_t)
ECHO(s16, int32_t)
ECHO(s32, int32_t)
ECHO(s64, int64_t)
ECHO(u8, int32_t)
ECHO(u16, int32_t)
ECHO(u32, int32_t)
ECHO(u64, int64_t)
ECHO(f32, float)
ECHO(f64, double)

EXPORT(add) uint32_t add(uint32_t a, uint32_t b) { return a + b; }

#define ECHO_RANGE(name) EXPORT(echo_##name) void echo_##name(void *ptr, uint32_t count) { give(ptr, count); }
ECHO_RANGE(string)
ECHO_RANGE(bytes)
ECHO_RANGE(bools)
ECHO_RANGE(s16s)
ECHO_RANGE(u32s)
ECHO_RANGE(u64s)
ECHO_RANGE(f64s)

EXPORT(echo_strings) void echo_strings(struct range *items, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) keep((void *)items[i].ptr, items[i].count);
  give(items, count);
}

EXPORT(echo_nested) void echo_nested(struct range *items, uint32_t count) { echo_strings(items, count); }

struct inner { uint8_t flag; uint32_t count; uint64_t big; } __attribute__((packed));
struct outer {
  int8_t tiny; int16_t little; int32_t middle; int64_t large; float single; double twice;
  struct range text, bytes, inners;
  struct inner *inner;
} __attribute__((packed));

EXPORT(echo_inner) void echo_inner(struct inner *inner) { give(inner, 1); }

EXPORT(echo_inners) void echo_inners(struct inner **items, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) keep(items[i], 1);
  give(items, count);
}

EXPORT(echo_outer) void echo_outer(struct outer *outer) {
  keep((void *)outer->text.ptr, outer->text.count);
  keep((void *)outer->bytes.ptr, outer->bytes.count);
  struct inner **inners = (struct inner **)outer->inners.ptr;
  for (uint32_t i = 0; i < outer->inners.count; i++) keep(inners[i], 1);
  keep(inners, outer->inners.count);
  keep(outer->inner, 1);
  give(outer, 1);
}

static uint32_t counter;
EXPORT(count) uint32_t count(void) { return ++counter; }

EXPORT(nothing) void nothing(void) {}
EXPORT(fail) void fail(void) { __builtin_trap(); }
EXPORT(divide) int32_t divide(int32_t a, int32_t b) { return a / b; }
EXPORT(spin) void spin(void) { for (volatile uint32_t i = 1; i; i |= 1) i++; }

// traps with much on the stack in memory
EXPORT(fail_deep) void fail_deep(uint32_t size) {
  volatile char room[4096];
  room[size % sizeof room] = 1;
  __builtin_trap();
}

static uint32_t down(uint32_t n);
static uint32_t (*volatile next)(uint32_t) = down;
static uint32_t down(uint32_t n) { return next(n + 1) + 1; }
EXPORT(recurse) uint32_t recurse(void) { return down(0); }

// takes memory for good; traps where there is none
EXPORT(take) uint32_t take(uint32_t bytes) {
  void *taken = malloc(bytes);
  if (!taken) __builtin_trap();
  memset(taken, 1, bytes);
  return (uint32_t)taken;
}

// results that no caller can read
EXPORT(give_wild_string) void give_wild_string(void) { result_ptr = 0xfffffff0; result_size = 64; }
EXPORT(give_bad_utf8) void give_bad_utf8(void) { static const char text[] = "ab\xff"; result_ptr = (uint32_t)text; result_size = 3; }
EXPORT(give_wild_record) void give_wild_record(void) { result_ptr = 0xfffffffe; }
EXPORT(give_wide_u8) int32_t give_wide_u8(void) { return 256; }
