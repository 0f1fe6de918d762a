#ifndef ABLATE_HINTS_H
#define ABLATE_HINTS_H

// Hints that Swift has no name for.

/// Tells the processor that a loop waits for another thread.
static inline void ablate_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// Asks for a cache line to be brought near, without waiting for it.
static inline void ablate_prefetch(const void *address) { __builtin_prefetch(address, 0, 2); }

#endif
