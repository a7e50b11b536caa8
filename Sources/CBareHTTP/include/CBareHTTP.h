// CBareHTTP: what the benchmark of the carriers measures against. A server that does nothing but answer, and a loop
// around libcurl that does nothing but post.
#pragma once

#include <stddef.h>
#include <stdint.h>

// What the server writes for each request that it answered or let hang, in the order of their arrival.
struct bare_arrival {
    // CLOCK_MONOTONIC, in nanoseconds.
    uint64_t at;
    // The header webhook-id, cut off and filled with zeros.
    char id[56];
};

// A socket that listens on 127.0.0.1, on a port that the system chooses; -1 if there is none.
int bare_listen(uint16_t *port);

// Answers every POST with 200 and a few bytes of JSON over connections that are kept, from one thread, until the
// process is killed. Paths that begin with /hang are never answered. Arrivals go to `log_path`, if it is given.
// Returns an error number if it cannot.
int bare_serve(int listener, const char *log_path);

// What one run of the loop took.
struct bare_run {
    double wall_seconds;
    double processor_seconds;
    // Answers that were 200.
    long good;
};

// Posts `count` times, so many at a time, with one thread, one multi handle and handles that are set up once.
// `headers` are whole header lines. Returns a code of libcurl, 0 if all went well.
int bare_post(
    const char *url, const char *const *headers, size_t header_count, const void *body, size_t size, int in_flight,
    long count, struct bare_run *run);
