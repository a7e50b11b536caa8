// The Linux calls that Swift's Glibc module lacks or cannot import (variadic, _GNU_SOURCE, macros), each as a plain
// function. All of them retry on EINTR where that is right, and answer a value >= 0, or -errno: errno itself is never
// read from Swift, because the Swift runtime may change it between the call and the look.

#ifndef CLINUX_H
#define CLINUX_H

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// What the file system says of one file, times in nanoseconds since 1970.
struct clinux_facts {
    uint32_t mode;
    uint32_t user;
    uint32_t group;
    uint64_t links;
    uint64_t inode;
    uint64_t device;
    int64_t size;
    int64_t modified;
    int64_t changed;
    // When the inode was made; 0 where the file system does not keep it.
    int64_t born;
    // The mount the file was reached through; 0 where the kernel does not say (before 5.8).
    uint64_t mount;
};

// What kind of file `mode` says it is.
enum clinux_kind {
    CLINUX_REGULAR = 0,
    CLINUX_DIRECTORY = 1,
    CLINUX_SYMLINK = 2,
    CLINUX_OTHER = 3,
};
enum clinux_kind clinux_kind_of(uint32_t mode);

// --- Files and folders

// The descriptor of a folder, symlinks in `path` followed: for paths that come from the configuration.
int clinux_open_folder(const char *path);
// The descriptor of a folder at the relative `path` beneath `folder`, which must not leave it, nor pass a symlink.
// openat2 where there is one, else one openat per component.
int clinux_open_folder_beneath(int folder, const char *path);
// Opens one name in a folder for reading; never follows a symlink and never waits (fifo, device).
int clinux_open_reading(int folder, const char *name);
// Makes a new file for writing; -EEXIST if there is one.
int clinux_create(int folder, const char *name, uint32_t mode);
// Opens a file for writing behind its first `length` bytes; what was behind them is gone.
int clinux_open_to_extend(int folder, const char *name, int64_t length);
int clinux_duplicate(int descriptor);
void clinux_close(int descriptor);

// The facts of one name in a folder (a symlink itself, not its target); an empty name means the folder itself.
int clinux_facts_of(int folder, const char *name, struct clinux_facts *facts);

// Up to `count` bytes from `offset`; 0 at the end of the file.
ssize_t clinux_read_at(int descriptor, void *bytes, size_t count, int64_t offset);
// Up to `count` bytes; 0 at the end of the file.
ssize_t clinux_read(int descriptor, void *bytes, size_t count);
// All `count` bytes, or -errno.
int clinux_write_all(int descriptor, const void *bytes, size_t count);
int clinux_set_mode(int descriptor, uint32_t mode);
int clinux_set_owner(int descriptor, uint32_t user, uint32_t group);
int clinux_set_modified(int descriptor, int64_t nanoseconds);

int clinux_make_folder(int folder, const char *name, uint32_t mode);
int clinux_remove_file(int folder, const char *name);
int clinux_remove_folder(int folder, const char *name);
int clinux_rename(int from_folder, const char *from, int to_folder, const char *to);
// As clinux_rename, but -EEXIST if `to` exists; -EINVAL or -ENOSYS where the file system or kernel cannot.
int clinux_rename_noreplace(int from_folder, const char *from, int to_folder, const char *to);
int clinux_link(int from_folder, const char *from, int to_folder, const char *to);

int clinux_sync(int descriptor);
// Makes everything on the file system of `descriptor` durable.
int clinux_sync_filesystem(int descriptor);

// Goes through the names of a folder, "." and ".." left out.
int clinux_list(int folder, DIR **list);
// 1 with the next name (valid until the next call), 0 at the end.
int clinux_next(DIR *list, const char **name, size_t *length);
void clinux_end_list(DIR *list);

// 1: somebody has the file open for writing; 0: nobody has; -errno: cannot be told here. By a read lease, taken and
// given back at once; the signal that a lease break would send is made SIGURG, which is ignored by default.
int clinux_open_for_writing_elsewhere(int descriptor);

// 1: writing the file back to the disk has failed before, and this is the first that anybody hears of it; 0: not so, or
// it cannot be told here. Starts no writing; waits for what is being written.
int clinux_has_lost_writes(int descriptor);

// The file system's type (`f_type`, the magic number of statfs(2)), its free space in bytes for us, and an id that
// stays the same over restarts where the file system has one (else 0).
int clinux_filesystem(int descriptor, uint64_t *type, int64_t *free_bytes, uint64_t *id);

uint32_t clinux_effective_user(void);
// What `number` means, in English.
const char *clinux_error_text(int number);

// --- Waking up

int clinux_event_counter(void);
// Makes the next wait on the counter return at once.
int clinux_signal_counter(int descriptor);
int clinux_clear_counter(int descriptor);

int clinux_watch_open(void);
// Watches the folder behind `folder_descriptor` (through /proc/self/fd, so that it is just that folder), or `path`
// where /proc is not there. For files closed after writing or moved in, and for the folder itself going away.
int clinux_watch_add(int watch, int folder_descriptor, const char *path);
int clinux_watch_remove(int watch, int folder_watch);
// Waits until one of the two descriptors can be read: bit 0 for the first, bit 1 for the second, 0 after the timeout
// (milliseconds; negative waits without end). EINTR counts as a timeout.
int clinux_wait_for_either(int first, int second, int timeout_milliseconds);

// The flags of an event, for the Swift that reads the queue.
extern const uint32_t clinux_watch_closed_after_writing;
extern const uint32_t clinux_watch_moved_in;
extern const uint32_t clinux_watch_overflow;
extern const uint32_t clinux_watch_folder_gone;
extern const uint32_t clinux_watch_is_folder;

// --- Memory

// Gives what the allocator holds and nobody uses back to the system.
void clinux_trim_memory(void);

#endif
