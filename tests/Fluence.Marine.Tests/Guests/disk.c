// Looks into folders and fills them.
#include "abi.h"
#include <dirent.h>
#include <stdio.h>

static char *terminated(char *text, uint32_t size) {
  char *copy = malloc(size + 1);
  memcpy(copy, text, size);
  copy[size] = 0;
  if (size) free(text);
  return copy;
}

// the names in a folder, each with a line feed; "cannot list" where it tells none
EXPORT(list) void list(char *path, uint32_t size) {
  DIR *folder = opendir(terminated(path, size));
  char *text = malloc(8192);
  uint32_t length = 0;
  struct dirent *entry = folder ? readdir(folder) : 0;
  if (!entry) {
    strcpy(text, "cannot list");
    give(text, strlen(text));
    return;
  }
  for (; entry; entry = readdir(folder)) {
    uint32_t name = strlen(entry->d_name);
    if (length + name + 1 > 8192) break;
    memcpy(text + length, entry->d_name, name);
    length += name;
    text[length++] = '\n';
  }
  closedir(folder);
  give(text, length);
}

// writes so many KiB to a file; how many it could
EXPORT(fill) uint32_t fill(char *path, uint32_t size, uint32_t kib) {
  static char block[1024];
  memset(block, 'x', sizeof block);
  FILE *file = fopen(terminated(path, size), "w");
  if (!file) return 0;
  setvbuf(file, 0, _IONBF, 0);
  uint32_t written = 0;
  while (written < kib && fwrite(block, 1, sizeof block, file) == sizeof block) written++;
  fclose(file);
  return written;
}

// makes empty files; how many it could
EXPORT(litter) uint32_t litter(char *folder, uint32_t size, uint32_t count) {
  char *name = terminated(folder, size), path[256];
  for (uint32_t i = 0; i < count; i++) {
    snprintf(path, sizeof path, "%s/%u", name, i);
    FILE *file = fopen(path, "w");
    if (!file) return i;
    fclose(file);
  }
  return count;
}

EXPORT(erase) int32_t erase(char *path, uint32_t size) { return remove(terminated(path, size)) == 0; }

EXPORT(move) int32_t move(char *from, uint32_t from_size, char *to, uint32_t to_size) {
  return rename(terminated(from, from_size), terminated(to, to_size)) == 0;
}
