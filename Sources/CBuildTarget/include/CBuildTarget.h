#ifndef ABLATE_BUILD_TARGET_H
#define ABLATE_BUILD_TARGET_H

#include <stdint.h>

// Processor features as bits; the order is that of a message that names the first few.
#define ABLATE_AVX2 (1u << 0)
#define ABLATE_FMA (1u << 1)
#define ABLATE_AVX512F (1u << 2)
#define ABLATE_AVX512BW (1u << 3)
#define ABLATE_AVX512DQ (1u << 4)
#define ABLATE_AVX512VL (1u << 5)
#define ABLATE_AVX512CD (1u << 6)
#define ABLATE_AVX512IFMA (1u << 7)
#define ABLATE_AVX512VBMI (1u << 8)
#define ABLATE_AVX512VBMI2 (1u << 9)
#define ABLATE_AVX512VNNI (1u << 10)
#define ABLATE_AVX512BITALG (1u << 11)
#define ABLATE_AVX512VPOPCNTDQ (1u << 12)
#define ABLATE_AVX512BF16 (1u << 13)
#define ABLATE_AVX512FP16 (1u << 14)
#define ABLATE_AVXVNNI (1u << 15)
#define ABLATE_GFNI (1u << 16)
#define ABLATE_AVX (1u << 17)
#define ABLATE_F16C (1u << 18)
#define ABLATE_BMI (1u << 19)
#define ABLATE_BMI2 (1u << 20)
#define ABLATE_LZCNT (1u << 21)
#define ABLATE_MOVBE (1u << 22)
#define ABLATE_POPCNT (1u << 23)
#define ABLATE_SSE4_2 (1u << 24)
#define ABLATE_SSE4_1 (1u << 25)
#define ABLATE_SSSE3 (1u << 26)
#define ABLATE_SSE3 (1u << 27)
#define ABLATE_SSE4A (1u << 28)

/// The features that the kernels' compiler may use.
///
/// The file that defines it is compiled with the kernels' flags and holds no code, so that it can be
/// read on every processor.
extern const uint32_t ablate_built_for;

#endif
