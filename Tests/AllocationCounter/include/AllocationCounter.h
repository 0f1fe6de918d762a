#pragma once

/// Whether allocations of this process can be counted: only with glibc and without a sanitizer.
int allocation_counter_works(void);

/// Starts counting the allocations of the calling thread, from zero.
void allocation_counter_start(void);

/// Stops counting; the allocations of the calling thread since the start.
long allocation_counter_stop(void);
