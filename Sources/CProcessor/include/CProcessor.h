#ifndef ABLATE_PROCESSOR_H
#define ABLATE_PROCESSOR_H

#include <stdint.h>

// What the processor can do, and what the kernels were compiled for. This module is compiled for
// every processor of the architecture; a constructor in it ends the program where the kernels could
// not run, before anything of Swift's does.

/// The number of features that have names.
int ablate_processor_feature_count(void);

/// The name of the feature of a bit.
const char *ablate_processor_feature_name(int bit);

/// The features that the kernels were compiled for; none but on x86-64.
uint32_t ablate_processor_built_for(void);

/// The features that this processor and the operating system offer.
uint32_t ablate_processor_present(void);

/// Fills `name`, of 64 bytes, with the model's name; empty where it is not known.
void ablate_processor_model(char *name);

/// Writes why the kernels cannot run on a processor, as a sentence with a line feed.
///
/// Returns the number of bytes, at most `capacity`; none where they can run.
int ablate_processor_complaint(uint32_t built_for, uint32_t present, char *text, int capacity);

#endif
