#include <cblas.h>

#if defined(__APPLE__)
#define ABLATE_WEAK __attribute__((weak_import))
#else
#define ABLATE_WEAK __attribute__((weak))
#endif

// Exported, but declared in no header; the serial build has none.
extern int blas_thread_shutdown_(void) ABLATE_WEAK;

/// Ends the threads that the library starts when it is loaded.
///
/// They come back when the number of threads is set, so that comes first.
static inline void ablate_end_openblas_threads(void) {
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}
