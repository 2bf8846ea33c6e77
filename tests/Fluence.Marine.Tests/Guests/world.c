// Uses the host: call parameters, the log, a mounted binary, files, the environment.
#include "abi.h"
#include <stdio.h>

IMPORT(__marine_host_api_v3, get_call_parameters) void get_call_parameters(void);
IMPORT(__marine_host_api_v3, log_utf8_string) void log_utf8_string(int32_t level, int32_t target, const void *ptr, uint32_t size);
IMPORT(__marine_host_api_v3, tool) void tool(void *ptr, uint32_t count);

static void free_strings(struct range *items, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) if (items[i].count) free((void *)items[i].ptr);
  if (count) free(items);
}

// the record of the parameters as it lies in memory; what it points to leaks, which is all right in a test
EXPORT(who) void who(void) {
  get_call_parameters();
  result_size = 0;
}

EXPORT(run) void run(struct range *items, uint32_t count) {
  tool(items, count);
  free_strings(items, count);
}

EXPORT(say) void say(int32_t level, int32_t target, char *text, uint32_t size) {
  log_utf8_string(level, target, text, size);
  if (size) free(text);
}

EXPORT(say_wild) void say_wild(void) { log_utf8_string(1, 0, (void *)0xfffffff0, 64); }
EXPORT(say_bad) void say_bad(void) { log_utf8_string(1, 0, "\xff", 1); }

static char *terminated(char *text, uint32_t size) {
  char *copy = malloc(size + 1);
  memcpy(copy, text, size);
  copy[size] = 0;
  if (size) free(text);
  return copy;
}

EXPORT(save) int32_t save(char *path, uint32_t path_size, char *text, uint32_t size) {
  char *name = terminated(path, path_size);
  FILE *file = fopen(name, "w");
  if (!file) return 0;
  size_t written = fwrite(text, 1, size, file);
  fclose(file);
  return written == size;
}

EXPORT(load) void load(char *path, uint32_t path_size) {
  char *name = terminated(path, path_size), *text = malloc(1024);
  FILE *file = fopen(name, "r");
  uint32_t size = file ? fread(text, 1, 1024, file) : 0;
  if (file) fclose(file);
  give(text, size);
}

EXPORT(variable) void variable(char *name, uint32_t size) {
  const char *value = getenv(terminated(name, size));
  char *copy = strdup(value ? value : "");
  give(copy, strlen(copy));
}

EXPORT(leave) void leave(int32_t code) { _Exit(code); }
EXPORT(print) void print(void) { puts("printed"); fflush(stdout); }
