// CCurl: typed faces for those functions of libcurl that take a variable list of arguments, which Swift cannot
// call, and for the socket addresses that libcurl hands out, which are longer than their declared type.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <curl/curl.h>

// Options of one transfer.
CURLcode docket_curl_set_number(CURL *handle, CURLoption option, long value);
CURLcode docket_curl_set_text(CURL *handle, CURLoption option, const char *text);
CURLcode docket_curl_set_pointer(CURL *handle, CURLoption option, void *pointer);
CURLcode docket_curl_set_headers(CURL *handle, struct curl_slist *headers);

// The bytes to be posted. libcurl keeps no copy: they have to stay where they are until the transfer has ended.
CURLcode docket_curl_set_body(CURL *handle, const void *bytes, size_t count);

// Whom to call, and with what context.
CURLcode docket_curl_on_body(CURL *handle, curl_write_callback callback, void *context);
CURLcode docket_curl_on_header(CURL *handle, curl_write_callback callback, void *context);
CURLcode docket_curl_on_open_socket(CURL *handle, curl_opensocket_callback callback, void *context);
CURLcode docket_curl_on_request(CURL *handle, curl_prereq_callback callback, void *context);
CURLcode docket_curl_on_debug(CURL *handle, curl_debug_callback callback, void *context);

// What is known of a transfer.
CURLcode docket_curl_get_number(CURL *handle, CURLINFO info, long *value);
CURLcode docket_curl_get_size(CURL *handle, CURLINFO info, curl_off_t *value);
CURLcode docket_curl_get_text(CURL *handle, CURLINFO info, char **text);

// Options of all transfers.
CURLMcode docket_curl_multi_set_number(CURLM *multi, CURLMoption option, long value);

// What a finished transfer ended with; the message is one of curl_multi_info_read.
CURLcode docket_curl_message_result(const CURLMsg *message);

// Writes the address that libcurl is about to connect to, in network order, and returns its length: 4, 16, or 0
// if it is neither IPv4 nor IPv6.
int docket_curl_address(const struct curl_sockaddr *address, uint8_t bytes[16]);

// Opens the socket that libcurl asks for; it is closed when the process executes another program.
curl_socket_t docket_curl_open_socket(const struct curl_sockaddr *address);
