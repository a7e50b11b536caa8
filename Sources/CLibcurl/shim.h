// What of libcurl is used.
#pragma once
#include <curl/curl.h>
