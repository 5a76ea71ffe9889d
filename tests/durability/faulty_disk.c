/* A disk that writes down what is asked of it, or fails on demand: put before libc with LD_PRELOAD.

   Only calls on files below the folder given to faulty_watch() count. The program under test is the
   real one, with the system's own Python and SQLite; nothing in it knows of this.

   Record, one for each call that succeeded:   byte kind, int32 fd, int32 size of the first part,
   int64 number, int64 size of the second part, both parts. Host byte order. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { OPEN = 1, READ = 2, WRITE = 4, SYNC = 8, TRUNCATE = 16, RENAME = 32, UNLINK = 64, MKDIR = 128 };
#define FILES 4096

static char root[PATH_MAX];
static size_t root_size;
static char watched[FILES];
static int log_fd = -1;
static int fault_kinds, fault_errno, fault_for_ever;
static long fault_at, calls;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

void faulty_watch(const char *folder) {
    snprintf(root, sizeof root, "%s", folder);
    root_size = strlen(root);
}

/* The at-th call of these kinds fails with an error; all later ones too when it is for ever.
   With the error -1 the process is killed there, in the midst of a write. */
void faulty_arm(int kinds, long at, int error, int for_ever) {
    fault_kinds = kinds, fault_at = at, fault_errno = error, fault_for_ever = for_ever, calls = 0;
}

long faulty_calls(void) { return calls; }

void faulty_record(const char *path) {
    log_fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static void put(const void *bytes, size_t size) {
    const char *at = bytes;
    while (size > 0) {
        long done = syscall(SYS_write, log_fd, at, size);
        if (done <= 0) abort();
        at += done, size -= done;
    }
}

static void note(char kind, int fd, int64_t number, const void *first, int32_t first_size,
                 const void *second, int64_t second_size) {
    if (log_fd < 0) return;
    int kept = errno;
    int32_t small = fd;
    put(&kind, 1), put(&small, 4), put(&first_size, 4), put(&number, 8), put(&second_size, 8);
    put(first, first_size), put(second, second_size);
    errno = kept;
}

void faulty_acknowledge(long number) { note('a', -1, number, "", 0, "", 0); }

static int is_ours(const char *path) {
    return root_size && !strncmp(path, root, root_size) && (!path[root_size] || path[root_size] == '/');
}

/* The whole path of a name that a call was given, with the folder it is relative to. */
static const char *whole(int folder, const char *name, char *into) {
    char link[64];
    ssize_t size = -1;
    if (name[0] == '/') return name;
    if (folder == AT_FDCWD) {
        if (!syscall(SYS_getcwd, into, PATH_MAX)) return name;
        size = strlen(into);
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        size = readlink(link, into, PATH_MAX - 1);
    }
    if (size < 0) return name;
    snprintf(into + size, PATH_MAX - size, "/%s", name);
    return into;
}

/* True when this call has to fail. */
static int fails(int kind) {
    if (!fault_at || !(fault_kinds & kind)) return 0;
    calls++;
    if (calls != fault_at && !(fault_for_ever && calls > fault_at)) return 0;
    if (fault_errno == -1) return kind == WRITE ? 2 : (syscall(SYS_kill, getpid(), SIGKILL), 1);
    errno = fault_errno;
    return 1;
}

static int watches(int fd) { return fd >= 0 && fd < FILES && watched[fd]; }

static int opened(int folder, const char *name, int flags, mode_t mode) {
    char room[PATH_MAX];
    struct stat there;
    const char *path = whole(folder, name, room);
    int ours = is_ours(path);
    if (ours && fails(OPEN)) return -1;
    int is_new = ours && (flags & O_CREAT) && syscall(SYS_newfstatat, AT_FDCWD, path, &there, 0) != 0;
    int fd = syscall(SYS_openat, folder, name, flags, mode);
    if (fd >= 0 && fd < FILES) {
        watched[fd] = ours;
        int what = is_new ? 1 : (flags & O_TRUNC) ? 2 : 0;
        if (ours) note('o', fd, what, path, strlen(path), "", 0);
    }
    return fd;
}

#define MODE(flags, mode) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
        va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); \
    }
int open(const char *name, int flags, ...) { MODE(flags, mode) return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags, mode) return opened(AT_FDCWD, name, flags, mode); }
int openat(int at, const char *name, int flags, ...) { MODE(flags, mode) return opened(at, name, flags, mode); }
int openat64(int at, const char *name, int flags, ...) { MODE(flags, mode) return opened(at, name, flags, mode); }
int __open_2(const char *name, int flags) { return opened(AT_FDCWD, name, flags, 0); }
int __open64_2(const char *name, int flags) { return opened(AT_FDCWD, name, flags, 0); }

int close(int fd) {
    if (watches(fd)) watched[fd] = 0, note('c', fd, 0, "", 0, "", 0);
    return syscall(SYS_close, fd);
}

static ssize_t written(int fd, const void *bytes, size_t size, off_t offset, int moves) {
    if (!watches(fd)) return moves ? syscall(SYS_write, fd, bytes, size)
                                   : syscall(SYS_pwrite64, fd, bytes, size, offset);
    int fault = fails(WRITE);
    if (fault == 1) return -1;
    if (moves) offset = syscall(SYS_lseek, fd, 0, SEEK_CUR);
    if (fault == 2) syscall(SYS_pwrite64, fd, bytes, size / 2, offset), syscall(SYS_kill, getpid(), SIGKILL);
    ssize_t done = moves ? syscall(SYS_write, fd, bytes, size) : syscall(SYS_pwrite64, fd, bytes, size, offset);
    if (done > 0) note('w', fd, offset, "", 0, bytes, done);
    return done;
}
ssize_t write(int fd, const void *bytes, size_t size) { return written(fd, bytes, size, 0, 1); }
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) { return written(fd, bytes, size, at, 0); }
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) { return written(fd, bytes, size, at, 0); }

ssize_t read(int fd, void *bytes, size_t size) {
    return watches(fd) && fails(READ) ? -1 : syscall(SYS_read, fd, bytes, size);
}
static ssize_t read_at(int fd, void *bytes, size_t size, off_t at) {
    return watches(fd) && fails(READ) ? -1 : syscall(SYS_pread64, fd, bytes, size, at);
}
ssize_t pread(int fd, void *bytes, size_t size, off_t at) { return read_at(fd, bytes, size, at); }
ssize_t pread64(int fd, void *bytes, size_t size, off64_t at) { return read_at(fd, bytes, size, at); }

/* Python falls back to read and write, which show what is copied. */
ssize_t sendfile(int to, int from, off_t *at, size_t size) { errno = ENOTSOCK; return -1; }
ssize_t sendfile64(int to, int from, off64_t *at, size_t size) { errno = ENOTSOCK; return -1; }

static int synced(int fd, long call) {
    if (watches(fd) && fails(SYNC)) return -1;
    int done = syscall(call, fd);
    if (!done && watches(fd)) note('s', fd, 0, "", 0, "", 0);
    return done;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int cut(int fd, off_t size) {
    if (watches(fd) && fails(TRUNCATE)) return -1;
    int done = syscall(SYS_ftruncate, fd, size);
    if (!done && watches(fd)) note('t', fd, size, "", 0, "", 0);
    return done;
}
int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

int renameat(int from_at, const char *from, int to_at, const char *to) {
    char room[PATH_MAX], more[PATH_MAX];
    const char *before = whole(from_at, from, room), *after = whole(to_at, to, more);
    int ours = is_ours(before) || is_ours(after);
    if (ours && fails(RENAME)) return -1;
    int done = syscall(SYS_renameat, from_at, from, to_at, to);
    if (!done && ours) note('r', -1, 0, before, strlen(before), after, strlen(after));
    return done;
}
int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int unlinkat(int at, const char *name, int flags) {
    char room[PATH_MAX];
    const char *path = whole(at, name, room);
    int ours = is_ours(path);
    if (ours && fails(UNLINK)) return -1;
    int done = syscall(SYS_unlinkat, at, name, flags);
    if (!done && ours) note('u', -1, 0, path, strlen(path), "", 0);
    return done;
}
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }

int mkdirat(int at, const char *name, mode_t mode) {
    char room[PATH_MAX];
    const char *path = whole(at, name, room);
    int ours = is_ours(path);
    if (ours && fails(MKDIR)) return -1;
    int done = syscall(SYS_mkdirat, at, name, mode);
    if (!done && ours) note('m', -1, 0, path, strlen(path), "", 0);
    return done;
}
int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }
