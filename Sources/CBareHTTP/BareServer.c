// A server as small and as fast as it can be while it still reads whole requests: one thread, epoll, no allocation.

#define _GNU_SOURCE
#include "CBareHTTP.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { most_connections = 4096, most_bytes = 64 * 1024, logged_at_once = 1024 };

static const char answer[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}";

struct connection {
    char *bytes;
    size_t filled;
};

static struct connection connections[most_connections];
static struct bare_arrival arrivals[logged_at_once];
static size_t arrival_count;
static int log_file = -1;

static int flush_log(void) {
    const char *from = (const char *)arrivals;
    size_t left = arrival_count * sizeof arrivals[0];
    while (left > 0) {
        ssize_t written = write(log_file, from, left);
        if (written < 0 && errno != EINTR) return errno;
        if (written > 0) {
            from += written;
            left -= (size_t)written;
        }
    }
    arrival_count = 0;
    return 0;
}

static int note_arrival(const char *id, size_t length) {
    if (log_file < 0) return 0;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    struct bare_arrival *arrival = &arrivals[arrival_count++];
    memset(arrival, 0, sizeof *arrival);
    arrival->at = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
    memcpy(arrival->id, id, length < sizeof arrival->id - 1 ? length : sizeof arrival->id - 1);
    return arrival_count == logged_at_once ? flush_log() : 0;
}

// The value of a header between `from` and `end`; its length, 0 if it is not there.
static size_t header(const char *from, const char *end, const char *name, const char **value) {
    size_t length = strlen(name);
    while (from < end) {
        const char *line_end = memchr(from, '\n', (size_t)(end - from));
        if (line_end == NULL) line_end = end;
        if ((size_t)(line_end - from) > length && strncasecmp(from, name, length) == 0) {
            const char *start = from + length;
            while (start < line_end && *start == ' ') ++start;
            const char *stop = line_end;
            while (stop > start && (stop[-1] == '\r' || stop[-1] == ' ')) --stop;
            *value = start;
            return (size_t)(stop - start);
        }
        from = line_end + 1;
    }
    return 0;
}

// Answers one whole request. How many bytes it had; 0 if it is not whole yet, -1 if the connection is of no use.
static ssize_t answer_one(int descriptor, const char *bytes, size_t filled) {
    const char *head_end = memmem(bytes, filled, "\r\n\r\n", 4);
    if (head_end == NULL) return filled == most_bytes ? -1 : 0;
    const char *value = NULL;
    size_t body = 0;
    if (header(bytes, head_end, "content-length:", &value) > 0) body = strtoul(value, NULL, 10);
    size_t whole = (size_t)(head_end - bytes) + 4 + body;
    if (whole > most_bytes) return -1;
    if (filled < whole) return 0;
    size_t length = header(bytes, head_end, "webhook-id:", &value);
    if (note_arrival(value, length) != 0) return -1;
    if (strncmp(bytes, "POST /hang", 10) == 0) return (ssize_t)whole;
    if (send(descriptor, answer, sizeof answer - 1, MSG_NOSIGNAL) != (ssize_t)sizeof answer - 1) return -1;
    return (ssize_t)whole;
}

static void end_connection(int descriptor) {
    connections[descriptor].filled = 0;
    close(descriptor);
}

static void hear(int descriptor) {
    struct connection *connection = &connections[descriptor];
    ssize_t count = recv(descriptor, connection->bytes + connection->filled, most_bytes - connection->filled, 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) return end_connection(descriptor);
    connection->filled += (size_t)count;
    while (connection->filled > 0) {
        ssize_t used = answer_one(descriptor, connection->bytes, connection->filled);
        if (used < 0) return end_connection(descriptor);
        if (used == 0) return;
        connection->filled -= (size_t)used;
        memmove(connection->bytes, connection->bytes + used, connection->filled);
    }
}

static void welcome(int listener, int poll) {
    int descriptor;
    while ((descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        if (descriptor >= most_connections) {
            close(descriptor);
            continue;
        }
        int on = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (connections[descriptor].bytes == NULL) connections[descriptor].bytes = malloc(most_bytes);
        struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
        if (connections[descriptor].bytes == NULL || epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event) != 0) {
            close(descriptor);
        }
    }
}

int bare_listen(uint16_t *port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (listener < 0) return -1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 1024) != 0
        || getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
        close(listener);
        return -1;
    }
    *port = ntohs(address.sin_port);
    return listener;
}

int bare_serve(int listener, const char *log_path) {
    if (log_path != NULL) {
        log_file = open(log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
        if (log_file < 0) return errno;
    }
    int poll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
    if (poll < 0 || epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event) != 0) return errno;
    struct epoll_event events[256];
    while (1) {
        // What was heard is written down when there is a moment of peace.
        int count = epoll_wait(poll, events, 256, arrival_count > 0 ? 20 : -1);
        if (count < 0 && errno != EINTR) return errno;
        if (count == 0 && flush_log() != 0) return errno;
        for (int index = 0; index < count; ++index) {
            if (events[index].data.fd == listener) welcome(listener, poll);
            else hear(events[index].data.fd);
        }
    }
}
