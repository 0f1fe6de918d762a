#include "CBuildTarget.h"

// Data only: this file is compiled for a processor that may not be the one it runs on.
const uint32_t ablate_built_for = 0
#ifdef __AVX2__
  | ABLATE_AVX2
#endif
#ifdef __FMA__
  | ABLATE_FMA
#endif
#ifdef __AVX512F__
  | ABLATE_AVX512F
#endif
#ifdef __AVX512BW__
  | ABLATE_AVX512BW
#endif
#ifdef __AVX512DQ__
  | ABLATE_AVX512DQ
#endif
#ifdef __AVX512VL__
  | ABLATE_AVX512VL
#endif
#ifdef __AVX512CD__
  | ABLATE_AVX512CD
#endif
#ifdef __AVX512IFMA__
  | ABLATE_AVX512IFMA
#endif
#ifdef __AVX512VBMI__
  | ABLATE_AVX512VBMI
#endif
#ifdef __AVX512VBMI2__
  | ABLATE_AVX512VBMI2
#endif
#ifdef __AVX512VNNI__
  | ABLATE_AVX512VNNI
#endif
#ifdef __AVX512BITALG__
  | ABLATE_AVX512BITALG
#endif
#ifdef __AVX512VPOPCNTDQ__
  | ABLATE_AVX512VPOPCNTDQ
#endif
#ifdef __AVX512BF16__
  | ABLATE_AVX512BF16
#endif
#ifdef __AVX512FP16__
  | ABLATE_AVX512FP16
#endif
#ifdef __AVXVNNI__
  | ABLATE_AVXVNNI
#endif
#ifdef __GFNI__
  | ABLATE_GFNI
#endif
#ifdef __AVX__
  | ABLATE_AVX
#endif
#ifdef __F16C__
  | ABLATE_F16C
#endif
#ifdef __BMI__
  | ABLATE_BMI
#endif
#ifdef __BMI2__
  | ABLATE_BMI2
#endif
#ifdef __LZCNT__
  | ABLATE_LZCNT
#endif
#ifdef __MOVBE__
  | ABLATE_MOVBE
#endif
#ifdef __POPCNT__
  | ABLATE_POPCNT
#endif
#ifdef __SSE4_2__
  | ABLATE_SSE4_2
#endif
#ifdef __SSE4_1__
  | ABLATE_SSE4_1
#endif
#ifdef __SSSE3__
  | ABLATE_SSSE3
#endif
#ifdef __SSE3__
  | ABLATE_SSE3
#endif
#ifdef __SSE4A__
  | ABLATE_SSE4A
#endif
  ;
