// The six functions with which a module lends its memory, for guests in C.
#pragma once
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT(name) __attribute__((export_name(#name)))
#define IMPORT(module, name) __attribute__((import_module(#module), import_name(#name)))

#define MOST_KEPT 4096

static uint32_t result_ptr, result_size;
static void *kept[MOST_KEPT];
static uint32_t kept_count;

EXPORT(allocate) void *allocate(uint32_t size, uint32_t tag) { (void)tag; return size ? malloc(size) : 0; }
EXPORT(set_result_ptr) void set_result_ptr(uint32_t ptr) { result_ptr = ptr; }
EXPORT(set_result_size) void set_result_size(uint32_t size) { result_size = size; }
EXPORT(get_result_ptr) uint32_t get_result_ptr(void) { return result_ptr; }
EXPORT(get_result_size) uint32_t get_result_size(void) { return result_size; }
EXPORT(release_objects) void release_objects(void) {
  while (kept_count) free(kept[--kept_count]);
}

// a result, or a part of one, that lives until release_objects
static void keep(const void *ptr, uint32_t size) {
  if (!size) return;
  if (kept_count == MOST_KEPT) __builtin_trap();
  kept[kept_count++] = (void *)ptr;
}

static void give(const void *ptr, uint32_t count) {
  keep(ptr, count);
  result_ptr = (uint32_t)ptr;
  result_size = count;
}

struct range { uint32_t ptr, count; } __attribute__((packed));
