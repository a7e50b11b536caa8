// See CLinux.h. Compiled with _GNU_SOURCE, which Swift's Glibc module is not.

#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

// The mount's id is asked for where the headers know it (Linux 5.8).
#ifdef STATX_MNT_ID
#define ASKED_FOR (STATX_BASIC_STATS | STATX_BTIME | STATX_MNT_ID)
#else
#define ASKED_FOR (STATX_BASIC_STATS | STATX_BTIME)
#endif

#define RETRY(result, call)                           \
    do {                                              \
        (result) = (call);                            \
    } while ((result) == -1 && errno == EINTR)

static int answer(int result) { return result == -1 ? -errno : result; }

enum clinux_kind clinux_kind_of(uint32_t mode) {
    if (S_ISREG(mode)) return CLINUX_REGULAR;
    if (S_ISDIR(mode)) return CLINUX_DIRECTORY;
    if (S_ISLNK(mode)) return CLINUX_SYMLINK;
    return CLINUX_OTHER;
}

int clinux_open_folder(const char *path) {
    int result;
    RETRY(result, open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return answer(result);
}

// The way without openat2: one component after the other, none of them a symlink, none of them "..".
static int open_step_by_step(int folder, const char *path) {
    int here = clinux_duplicate(folder);
    while (here >= 0 && *path != '\0') {
        size_t length = strcspn(path, "/");
        if (length > 0) {
            char name[NAME_MAX + 1];
            int next;
            if (length > NAME_MAX) {
                clinux_close(here);
                return -ENAMETOOLONG;
            }
            memcpy(name, path, length);
            name[length] = '\0';
            if (strcmp(name, "..") == 0) {
                clinux_close(here);
                return -EXDEV;
            }
            RETRY(next, openat(here, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            next = answer(next);
            clinux_close(here);
            here = next;
        }
        path += length + (path[length] == '/' ? 1 : 0);
    }
    return here;
}

int clinux_open_folder_beneath(int folder, const char *path) {
    struct open_how how = {
        .flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
    };
    int attempts = 0;
    if (*path == '\0') return clinux_duplicate(folder);
    for (;;) {
        long result = syscall(SYS_openat2, folder, path, &how, sizeof how);
        if (result >= 0) return (int)result;
        // EAGAIN: something was renamed meanwhile and the kernel could not be sure; it asks to be called again.
        if (errno == EINTR || (errno == EAGAIN && ++attempts < 64)) continue;
        // EPERM comes from old container filters that do not know the call.
        if (errno == ENOSYS || errno == EPERM || errno == EAGAIN) return open_step_by_step(folder, path);
        return -errno;
    }
}

int clinux_open_reading(int folder, const char *name) {
    int result;
    RETRY(result, openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    return answer(result);
}

int clinux_create(int folder, const char *name, uint32_t mode) {
    int result;
    RETRY(result, openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, (mode_t)mode));
    return answer(result);
}

int clinux_open_to_extend(int folder, const char *name, int64_t length) {
    int file;
    RETRY(file, openat(folder, name, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (file == -1) return -errno;
    int result;
    RETRY(result, ftruncate(file, (off_t)length));
    if (result == 0 && lseek(file, (off_t)length, SEEK_SET) != -1) return file;
    int number = errno;
    (void)close(file);
    return -number;
}

int clinux_duplicate(int descriptor) { return answer(fcntl(descriptor, F_DUPFD_CLOEXEC, 0)); }

// close is never repeated: on Linux the descriptor is gone even after EINTR.
void clinux_close(int descriptor) { (void)close(descriptor); }

static int64_t nanoseconds(int64_t seconds, uint32_t rest) {
    int64_t result;
    if (__builtin_mul_overflow(seconds, INT64_C(1000000000), &result)) return seconds < 0 ? INT64_MIN : INT64_MAX;
    if (__builtin_add_overflow(result, (int64_t)rest, &result)) return INT64_MAX;
    return result;
}

// statx is missing in old kernels and some container filters.
static int facts_by_stat(int folder, const char *name, struct clinux_facts *facts) {
    struct stat s;
    if (fstatat(folder, name, &s, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH | AT_NO_AUTOMOUNT) != 0) return -errno;
    facts->mode = s.st_mode;
    facts->user = s.st_uid;
    facts->group = s.st_gid;
    facts->links = s.st_nlink;
    facts->inode = s.st_ino;
    facts->device = s.st_dev;
    facts->size = s.st_size;
    facts->modified = nanoseconds(s.st_mtim.tv_sec, (uint32_t)s.st_mtim.tv_nsec);
    facts->changed = nanoseconds(s.st_ctim.tv_sec, (uint32_t)s.st_ctim.tv_nsec);
    return 0;
}

int clinux_facts_of(int folder, const char *name, struct clinux_facts *facts) {
    struct statx s;
    memset(facts, 0, sizeof *facts);
    if (statx(folder, name, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH | AT_NO_AUTOMOUNT, ASKED_FOR, &s) != 0) {
        if (errno == ENOSYS || errno == EPERM) return facts_by_stat(folder, name, facts);
        return -errno;
    }
    facts->mode = s.stx_mode;
    facts->user = s.stx_uid;
    facts->group = s.stx_gid;
    facts->links = s.stx_nlink;
    facts->inode = s.stx_ino;
    facts->device = makedev(s.stx_dev_major, s.stx_dev_minor);
    facts->size = (int64_t)s.stx_size;
    facts->modified = nanoseconds(s.stx_mtime.tv_sec, s.stx_mtime.tv_nsec);
    facts->changed = nanoseconds(s.stx_ctime.tv_sec, s.stx_ctime.tv_nsec);
    if (s.stx_mask & STATX_BTIME) facts->born = nanoseconds(s.stx_btime.tv_sec, s.stx_btime.tv_nsec);
#ifdef STATX_MNT_ID
    if (s.stx_mask & STATX_MNT_ID) facts->mount = s.stx_mnt_id;
#endif
    return 0;
}

ssize_t clinux_read_at(int descriptor, void *bytes, size_t count, int64_t offset) {
    ssize_t result;
    RETRY(result, pread(descriptor, bytes, count, (off_t)offset));
    return result == -1 ? -errno : result;
}

ssize_t clinux_read(int descriptor, void *bytes, size_t count) {
    ssize_t result;
    RETRY(result, read(descriptor, bytes, count));
    return result == -1 ? -errno : result;
}

int clinux_write_all(int descriptor, const void *bytes, size_t count) {
    const char *next = bytes;
    while (count > 0) {
        ssize_t written;
        RETRY(written, write(descriptor, next, count));
        if (written == -1) return -errno;
        if (written == 0) return -EIO;
        next += written;
        count -= (size_t)written;
    }
    return 0;
}

int clinux_set_mode(int descriptor, uint32_t mode) { return answer(fchmod(descriptor, (mode_t)mode)); }

int clinux_set_owner(int descriptor, uint32_t user, uint32_t group) {
    return answer(fchown(descriptor, (uid_t)user, (gid_t)group));
}

int clinux_set_modified(int descriptor, int64_t when) {
    int64_t seconds = when / 1000000000;
    int64_t rest = when % 1000000000;
    // Not UTIME_OMIT: some file systems in user space take it for a reason to set neither.
    struct timespec times[2] = {{0, UTIME_NOW}, {0, 0}};
    if (rest < 0) {
        rest += 1000000000;
        seconds -= 1;
    }
    times[1].tv_sec = (time_t)seconds;
    times[1].tv_nsec = (long)rest;
    return answer(futimens(descriptor, times));
}

int clinux_make_folder(int folder, const char *name, uint32_t mode) {
    return answer(mkdirat(folder, name, (mode_t)mode));
}

int clinux_remove_file(int folder, const char *name) { return answer(unlinkat(folder, name, 0)); }

int clinux_remove_folder(int folder, const char *name) { return answer(unlinkat(folder, name, AT_REMOVEDIR)); }

int clinux_rename(int from_folder, const char *from, int to_folder, const char *to) {
    return answer(renameat(from_folder, from, to_folder, to));
}

int clinux_rename_noreplace(int from_folder, const char *from, int to_folder, const char *to) {
    return answer(renameat2(from_folder, from, to_folder, to, RENAME_NOREPLACE));
}

int clinux_link(int from_folder, const char *from, int to_folder, const char *to) {
    return answer(linkat(from_folder, from, to_folder, to, 0));
}

int clinux_sync(int descriptor) {
    int result;
    RETRY(result, fsync(descriptor));
    return answer(result);
}

int clinux_sync_filesystem(int descriptor) {
    int result;
    RETRY(result, syncfs(descriptor));
    return answer(result);
}

int clinux_list(int folder, DIR **list) {
    int descriptor;
    // Opened anew: a duplicate would share its place in the folder with the original.
    RETRY(descriptor, openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor == -1) return -errno;
    *list = fdopendir(descriptor);
    if (*list == NULL) {
        int number = errno;
        clinux_close(descriptor);
        return -number;
    }
    return 0;
}

int clinux_next(DIR *list, const char **name, size_t *length) {
    for (;;) {
        struct dirent *entry;
        errno = 0;
        entry = readdir(list);
        if (entry == NULL) return errno == 0 ? 0 : -errno;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        *name = entry->d_name;
        *length = strlen(entry->d_name);
        return 1;
    }
}

void clinux_end_list(DIR *list) { (void)closedir(list); }

int clinux_open_for_writing_elsewhere(int descriptor) {
    int number;
    if (fcntl(descriptor, F_SETSIG, SIGURG) != 0) return -errno;
    if (fcntl(descriptor, F_SETLEASE, F_RDLCK) == 0) {
        (void)fcntl(descriptor, F_SETLEASE, F_UNLCK);
        return 0;
    }
    number = errno;
    return number == EAGAIN ? 1 : -number;
}

int clinux_has_lost_writes(int descriptor) {
    int result;
    RETRY(result, sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WAIT_BEFORE));
    return result != 0 && (errno == EIO || errno == ENOSPC || errno == EDQUOT);
}

int clinux_filesystem(int descriptor, uint64_t *type, int64_t *free_bytes, uint64_t *id) {
    struct statfs s;
    int result;
    uint64_t blocks, size;
    uint32_t halves[2];
    RETRY(result, fstatfs(descriptor, &s));
    if (result != 0) return -errno;
    *type = (uint64_t)(uint32_t)s.f_type;
    blocks = (uint64_t)s.f_bavail;
    size = s.f_bsize > 0 ? (uint64_t)s.f_bsize : 0;
    if (size != 0 && blocks > (uint64_t)INT64_MAX / size)
        *free_bytes = INT64_MAX;
    else
        *free_bytes = (int64_t)(blocks * size);
    memcpy(halves, &s.f_fsid, sizeof halves);
    *id = ((uint64_t)halves[1] << 32) | halves[0];
    return 0;
}

uint32_t clinux_effective_user(void) { return geteuid(); }

const char *clinux_error_text(int number) {
    const char *text = strerrordesc_np(number);
    return text != NULL ? text : "an error that this system has no words for";
}

int clinux_event_counter(void) { return answer(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)); }

int clinux_signal_counter(int descriptor) {
    uint64_t one = 1;
    ssize_t result;
    RETRY(result, write(descriptor, &one, sizeof one));
    // EAGAIN: the counter is full, so the wait returns at once anyway.
    return result == -1 && errno != EAGAIN ? -errno : 0;
}

int clinux_clear_counter(int descriptor) {
    uint64_t count;
    ssize_t result;
    RETRY(result, read(descriptor, &count, sizeof count));
    return result == -1 && errno != EAGAIN ? -errno : 0;
}

int clinux_watch_open(void) { return answer(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)); }

int clinux_watch_add(int watch, int folder_descriptor, const char *path) {
    const uint32_t wanted = IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_EXCL_UNLINK | IN_ONLYDIR;
    char link[64];
    int result;
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", folder_descriptor);
    result = inotify_add_watch(watch, link, wanted);
    if (result == -1 && (errno == ENOENT || errno == ENOTDIR || errno == EACCES))
        result = inotify_add_watch(watch, path, wanted | IN_DONT_FOLLOW);
    return answer(result);
}

int clinux_watch_remove(int watch, int folder_watch) { return answer(inotify_rm_watch(watch, folder_watch)); }

int clinux_wait_for_either(int first, int second, int timeout_milliseconds) {
    struct pollfd wanted[2] = {{first, POLLIN, 0}, {second, POLLIN, 0}};
    int result = poll(wanted, 2, timeout_milliseconds < 0 ? -1 : timeout_milliseconds);
    if (result == -1) return errno == EINTR ? 0 : -errno;
    return (wanted[0].revents != 0 ? 1 : 0) | (wanted[1].revents != 0 ? 2 : 0);
}

const uint32_t clinux_watch_closed_after_writing = IN_CLOSE_WRITE;
const uint32_t clinux_watch_moved_in = IN_MOVED_TO;
const uint32_t clinux_watch_overflow = IN_Q_OVERFLOW;
const uint32_t clinux_watch_folder_gone = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED;
const uint32_t clinux_watch_is_folder = IN_ISDIR;

void clinux_trim_memory(void) { (void)malloc_trim(0); }
