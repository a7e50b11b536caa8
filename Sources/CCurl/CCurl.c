// The typed faces of libcurl's variadic functions. The parentheses around each name keep libcurl's type-checking
// macros out: the types are checked by our own signatures.

#include "CCurl.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

CURLcode docket_curl_set_number(CURL *handle, CURLoption option, long value) {
    return (curl_easy_setopt)(handle, option, value);
}

CURLcode docket_curl_set_text(CURL *handle, CURLoption option, const char *text) {
    return (curl_easy_setopt)(handle, option, text);
}

CURLcode docket_curl_set_pointer(CURL *handle, CURLoption option, void *pointer) {
    return (curl_easy_setopt)(handle, option, pointer);
}

CURLcode docket_curl_set_headers(CURL *handle, struct curl_slist *headers) {
    return (curl_easy_setopt)(handle, CURLOPT_HTTPHEADER, headers);
}

CURLcode docket_curl_set_body(CURL *handle, const void *bytes, size_t count) {
    // The size comes first: without it libcurl would look for a zero byte at the end.
    CURLcode result = (curl_easy_setopt)(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    if (result != CURLE_OK) return result;
    return (curl_easy_setopt)(handle, CURLOPT_POSTFIELDS, count == 0 ? "" : (const char *)bytes);
}

CURLcode docket_curl_on_body(CURL *handle, curl_write_callback callback, void *context) {
    CURLcode result = (curl_easy_setopt)(handle, CURLOPT_WRITEFUNCTION, callback);
    return result != CURLE_OK ? result : (curl_easy_setopt)(handle, CURLOPT_WRITEDATA, context);
}

CURLcode docket_curl_on_header(CURL *handle, curl_write_callback callback, void *context) {
    CURLcode result = (curl_easy_setopt)(handle, CURLOPT_HEADERFUNCTION, callback);
    return result != CURLE_OK ? result : (curl_easy_setopt)(handle, CURLOPT_HEADERDATA, context);
}

CURLcode docket_curl_on_open_socket(CURL *handle, curl_opensocket_callback callback, void *context) {
    CURLcode result = (curl_easy_setopt)(handle, CURLOPT_OPENSOCKETFUNCTION, callback);
    return result != CURLE_OK ? result : (curl_easy_setopt)(handle, CURLOPT_OPENSOCKETDATA, context);
}

CURLcode docket_curl_on_request(CURL *handle, curl_prereq_callback callback, void *context) {
    CURLcode result = (curl_easy_setopt)(handle, CURLOPT_PREREQFUNCTION, callback);
    return result != CURLE_OK ? result : (curl_easy_setopt)(handle, CURLOPT_PREREQDATA, context);
}

CURLcode docket_curl_on_debug(CURL *handle, curl_debug_callback callback, void *context) {
    CURLcode result = (curl_easy_setopt)(handle, CURLOPT_DEBUGFUNCTION, callback);
    return result != CURLE_OK ? result : (curl_easy_setopt)(handle, CURLOPT_DEBUGDATA, context);
}

CURLcode docket_curl_get_number(CURL *handle, CURLINFO info, long *value) {
    return (curl_easy_getinfo)(handle, info, value);
}

CURLcode docket_curl_get_size(CURL *handle, CURLINFO info, curl_off_t *value) {
    return (curl_easy_getinfo)(handle, info, value);
}

CURLcode docket_curl_get_text(CURL *handle, CURLINFO info, char **text) {
    return (curl_easy_getinfo)(handle, info, text);
}

CURLMcode docket_curl_multi_set_number(CURLM *multi, CURLMoption option, long value) {
    return (curl_multi_setopt)(multi, option, value);
}

CURLcode docket_curl_message_result(const CURLMsg *message) {
    return message->data.result;
}

int docket_curl_address(const struct curl_sockaddr *address, uint8_t bytes[16]) {
    // libcurl stores the whole address behind `addr`, whatever its declared type; `addrlen` says how much it is.
    if (address->family == AF_INET && address->addrlen >= sizeof(struct sockaddr_in)) {
        struct sockaddr_in ip4;
        memcpy(&ip4, &address->addr, sizeof ip4);
        memcpy(bytes, &ip4.sin_addr, 4);
        return 4;
    }
    if (address->family == AF_INET6 && address->addrlen >= sizeof(struct sockaddr_in6)) {
        struct sockaddr_in6 ip6;
        memcpy(&ip6, (const char *)address + offsetof(struct curl_sockaddr, addr), sizeof ip6);
        memcpy(bytes, &ip6.sin6_addr, 16);
        return 16;
    }
    return 0;
}

curl_socket_t docket_curl_open_socket(const struct curl_sockaddr *address) {
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}
