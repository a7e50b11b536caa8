// The least that a program does which posts with libcurl, many at a time, over connections that are kept.

#include "CBareHTTP.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <time.h>

static size_t drop(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes;
    (void)context;
    return size * count;
}

static double seconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static CURL *make(const char *url, struct curl_slist *headers, const void *body, size_t size) {
    CURL *handle = curl_easy_init();
    if (handle == NULL) return NULL;
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)size);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, drop);
    return handle;
}

// Takes what ended; begins it again as often as is wanted. How many ended.
static long turn_over(CURLM *multi, long *unbegun, long *good, int *code) {
    long ended = 0;
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg != CURLMSG_DONE) continue;
        CURL *handle = message->easy_handle;
        if (message->data.result != CURLE_OK) *code = (int)message->data.result;
        long status = 0;
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
        if (status == 200) ++*good;
        ++ended;
        curl_multi_remove_handle(multi, handle);
        if (*unbegun > 0) {
            --*unbegun;
            curl_multi_add_handle(multi, handle);
        }
    }
    return ended;
}

int bare_post(
    const char *url, const char *const *headers, size_t header_count, const void *body, size_t size, int in_flight,
    long count, struct bare_run *run) {
    struct curl_slist *list = NULL;
    for (size_t index = 0; index < header_count; ++index) list = curl_slist_append(list, headers[index]);
    CURLM *multi = curl_multi_init();
    CURL **handles = calloc((size_t)in_flight, sizeof *handles);
    int code = CURLE_OK;
    if (multi == NULL || handles == NULL) code = CURLE_OUT_OF_MEMORY;
    *run = (struct bare_run){0};
    double wall = seconds(CLOCK_MONOTONIC), processor = seconds(CLOCK_THREAD_CPUTIME_ID);
    long unbegun = count, ended = 0;
    for (int index = 0; code == CURLE_OK && index < in_flight && unbegun > 0; ++index) {
        handles[index] = make(url, list, body, size);
        if (handles[index] == NULL) code = CURLE_OUT_OF_MEMORY;
        else if (curl_multi_add_handle(multi, handles[index]) == CURLM_OK) --unbegun;
    }
    while (code == CURLE_OK && ended < count) {
        int running = 0;
        if (curl_multi_perform(multi, &running) != CURLM_OK) break;
        long now = turn_over(multi, &unbegun, &run->good, &code);
        ended += now;
        // What was begun anew is driven on before anything is waited for.
        if (now == 0 && curl_multi_poll(multi, NULL, 0, 1000, NULL) != CURLM_OK) break;
    }
    run->wall_seconds = seconds(CLOCK_MONOTONIC) - wall;
    run->processor_seconds = seconds(CLOCK_THREAD_CPUTIME_ID) - processor;
    for (int index = 0; handles != NULL && index < in_flight; ++index) {
        if (handles[index] == NULL) continue;
        curl_multi_remove_handle(multi, handles[index]);
        curl_easy_cleanup(handles[index]);
    }
    free(handles);
    curl_multi_cleanup(multi);
    curl_slist_free_all(list);
    return code;
}
