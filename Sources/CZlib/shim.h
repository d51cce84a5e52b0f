#pragma once

#include <zlib.h>

// The initialisers are macros, which Swift cannot import. 15 bits of window, and 16 for gzip's header instead of zlib's.

static inline int gzip_inflate_init(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

static inline int gzip_deflate_init(z_stream *stream) {
  return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
