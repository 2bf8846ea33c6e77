// Passes what it is given on to the module "types", and back.
#include "abi.h"

#define PASS(name, type) \
  IMPORT(types, echo_##name) type types_echo_##name(type value); \
  EXPORT(pass_##name) type pass_##name(type value) { return types_echo_##name(value); }
PASS(bool, int32_t)
PASS(u8, int32_t)
PASS(u32, int32_t)
PASS(u64, int64_t)
PASS(f32, float)
PASS(f64, double)

// what is passed on is released by the adapter after it has been read; what comes back is the caller's
#define PASS_RANGE(name) \
  IMPORT(types, echo_##name) void types_echo_##name(void *ptr, uint32_t count); \
  EXPORT(pass_##name) void pass_##name(void *ptr, uint32_t count) { \
    keep(ptr, count); \
    types_echo_##name(ptr, count); \
    give((void *)result_ptr, result_size); \
  }
PASS_RANGE(string)
PASS_RANGE(bytes)
PASS_RANGE(u64s)

IMPORT(types, echo_strings) void types_echo_strings(struct range *items, uint32_t count);
EXPORT(pass_strings) void pass_strings(struct range *items, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) keep((void *)items[i].ptr, items[i].count);
  keep(items, count);
  types_echo_strings(items, count);
  struct range *back = (struct range *)result_ptr;
  for (uint32_t i = 0; i < result_size; i++) keep((void *)back[i].ptr, back[i].count);
  give(back, result_size);
}

struct inner { uint8_t flag; uint32_t count; uint64_t big; } __attribute__((packed));
IMPORT(types, echo_inner) void types_echo_inner(struct inner *inner);
EXPORT(pass_inner) void pass_inner(struct inner *inner) {
  keep(inner, 1);
  types_echo_inner(inner);
  give((void *)result_ptr, 1);
}

IMPORT(types, fail) void types_fail(void);
EXPORT(pass_fail) void pass_fail(void) { types_fail(); }
IMPORT(types, spin) void types_spin(void);
EXPORT(pass_spin) void pass_spin(void) { types_spin(); }
IMPORT(types, count) uint32_t types_count(void);
EXPORT(pass_count) uint32_t pass_count(void) { return types_count(); }
