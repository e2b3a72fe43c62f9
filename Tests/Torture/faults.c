// A library that stands before the system's: it counts a program's calls about files below one folder and ends the
// program at one of them, or lets that call fail. The program knows nothing of it (LD_PRELOAD).
//
//     FAULT_BELOW   the folder; calls about other files are let through
//     FAULT_CALLS   the calls that count, with commas between and around them: ",write,rename,"
//     FAULT_AT      the number of the call, from 1; 0 for none
//     FAULT_ERRNO   the error that it fails with; 0 ends the program instead, before the call
//     FAULT_STAYS   set if all later calls fail, too
//     FAULT_REPORT  a file that gets the number of calls when the program ends

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static long calls;

static const char *setting(const char *name) {
  const char *value = getenv(name);
  return value ? value : "";
}

static int is_below(const char *path) {
  const char *folder = setting("FAULT_BELOW");
  size_t length = strlen(folder);
  return length > 0 && path && strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

// Whether this call is to fail. Never returns if the program is to end here.
static int fails(const char *call, const char *path) {
  char name[64];
  if (!is_below(path)) return 0;
  snprintf(name, sizeof name, ",%s,", call);
  if (!strstr(setting("FAULT_CALLS"), name)) return 0;
  long number = __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED);
  long wanted = atol(setting("FAULT_AT"));
  if (wanted == 0 || number < wanted) return 0;
  if (number > wanted && !getenv("FAULT_STAYS")) return 0;
  int error = atoi(setting("FAULT_ERRNO"));
  if (error == 0) raise(SIGKILL);
  errno = error;
  return 1;
}

static int file_fails(const char *call, int file) {
  int kept = errno;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = NEXT(readlink)(link, path, sizeof path - 1);
  errno = kept;
  if (length < 0) return 0;
  path[length] = 0;
  return fails(call, path);
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("FAULT_REPORT");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld\n", calls);
  fclose(file);
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  if (fails(flags & O_CREAT ? "create" : "open", path)) return -1;
  return NEXT(open)(path, flags, mode);
}

#define BY_FILE(type, name, parameters, arguments, error) \
  type name parameters { return file_fails(#name, file) ? error : NEXT(name) arguments; }
#define BY_PATH(type, name, parameters, arguments, error) \
  type name parameters { return fails(#name, path) ? error : NEXT(name) arguments; }

BY_FILE(ssize_t, write, (int file, const void *bytes, size_t count), (file, bytes, count), -1)
BY_FILE(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t offset), (file, bytes, count, offset), -1)
BY_FILE(ssize_t, read, (int file, void *bytes, size_t count), (file, bytes, count), -1)
BY_FILE(int, fsync, (int file), (file), -1)
BY_FILE(int, syncfs, (int file), (file), -1)
BY_FILE(int, fchmod, (int file, mode_t mode), (file, mode), -1)
BY_FILE(int, ftruncate, (int file, off_t length), (file, length), -1)
BY_FILE(int, fstat, (int file, struct stat *info), (file, info), -1)
BY_PATH(int, mkdir, (const char *path, mode_t mode), (path, mode), -1)
BY_PATH(int, rmdir, (const char *path), (path), -1)
BY_PATH(int, unlink, (const char *path), (path), -1)
BY_PATH(int, chmod, (const char *path, mode_t mode), (path, mode), -1)
BY_PATH(int, stat, (const char *path, struct stat *info), (path, info), -1)
BY_PATH(int, lstat, (const char *path, struct stat *info), (path, info), -1)
BY_PATH(DIR *, opendir, (const char *path), (path), NULL)
BY_PATH(char *, realpath, (const char *path, char *resolved), (path, resolved), NULL)

int rename(const char *from, const char *to) { return fails("rename", to) ? -1 : NEXT(rename)(from, to); }
int symlink(const char *to, const char *path) { return fails("symlink", path) ? -1 : NEXT(symlink)(to, path); }

struct dirent *readdir(DIR *folder) { return file_fails("readdir", dirfd(folder)) ? NULL : NEXT(readdir)(folder); }
