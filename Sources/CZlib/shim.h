// What of zlib is used.
#pragma once
#include <zlib.h>
