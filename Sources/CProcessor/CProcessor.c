#include "CProcessor.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "CBuildTarget.h"

/// Where the CPUID instruction shows a feature.
struct feature {
  uint32_t bit;
  const char *name;
  uint32_t leaf;
  uint32_t subleaf;
  enum { EAX, EBX, ECX, EDX } output;
  int place;
  /// Registers that the operating system must save: bits of XCR0.
  uint64_t state;
};

#define YMM 0x06u
#define ZMM 0xe6u

// By bit, which is the place in this table.
static const struct feature features[] = {
  {ABLATE_AVX2, "AVX2", 7, 0, EBX, 5, YMM},
  {ABLATE_FMA, "FMA", 1, 0, ECX, 12, YMM},
  {ABLATE_AVX512F, "AVX-512F", 7, 0, EBX, 16, ZMM},
  {ABLATE_AVX512BW, "AVX-512BW", 7, 0, EBX, 30, ZMM},
  {ABLATE_AVX512DQ, "AVX-512DQ", 7, 0, EBX, 17, ZMM},
  {ABLATE_AVX512VL, "AVX-512VL", 7, 0, EBX, 31, ZMM},
  {ABLATE_AVX512CD, "AVX-512CD", 7, 0, EBX, 28, ZMM},
  {ABLATE_AVX512IFMA, "AVX-512IFMA", 7, 0, EBX, 21, ZMM},
  {ABLATE_AVX512VBMI, "AVX-512VBMI", 7, 0, ECX, 1, ZMM},
  {ABLATE_AVX512VBMI2, "AVX-512VBMI2", 7, 0, ECX, 6, ZMM},
  {ABLATE_AVX512VNNI, "AVX-512VNNI", 7, 0, ECX, 11, ZMM},
  {ABLATE_AVX512BITALG, "AVX-512BITALG", 7, 0, ECX, 12, ZMM},
  {ABLATE_AVX512VPOPCNTDQ, "AVX-512VPOPCNTDQ", 7, 0, ECX, 14, ZMM},
  {ABLATE_AVX512BF16, "AVX-512BF16", 7, 1, EAX, 5, ZMM},
  {ABLATE_AVX512FP16, "AVX-512FP16", 7, 0, EDX, 23, ZMM},
  {ABLATE_AVXVNNI, "AVX-VNNI", 7, 1, EAX, 4, YMM},
  {ABLATE_GFNI, "GFNI", 7, 0, ECX, 8, 0},
  {ABLATE_AVX, "AVX", 1, 0, ECX, 28, YMM},
  {ABLATE_F16C, "F16C", 1, 0, ECX, 29, YMM},
  {ABLATE_BMI, "BMI", 7, 0, EBX, 3, 0},
  {ABLATE_BMI2, "BMI2", 7, 0, EBX, 8, 0},
  {ABLATE_LZCNT, "LZCNT", 0x80000001u, 0, ECX, 5, 0},
  {ABLATE_MOVBE, "MOVBE", 1, 0, ECX, 22, 0},
  {ABLATE_POPCNT, "POPCNT", 1, 0, ECX, 23, 0},
  {ABLATE_SSE4_2, "SSE4.2", 1, 0, ECX, 20, 0},
  {ABLATE_SSE4_1, "SSE4.1", 1, 0, ECX, 19, 0},
  {ABLATE_SSSE3, "SSSE3", 1, 0, ECX, 9, 0},
  {ABLATE_SSE3, "SSE3", 1, 0, ECX, 0, 0},
  {ABLATE_SSE4A, "SSE4a", 0x80000001u, 0, ECX, 6, 0},
};

#define FEATURE_COUNT ((int)(sizeof features / sizeof features[0]))

int ablate_processor_feature_count(void) { return FEATURE_COUNT; }

const char *ablate_processor_feature_name(int bit) { return features[bit].name; }

#if defined(__x86_64__)

#include <cpuid.h>

uint32_t ablate_processor_built_for(void) { return ablate_built_for; }

/// The registers that the operating system saves for a program; none without XSAVE.
static uint64_t saved_state(void) {
  uint32_t words[4];
  if (!__get_cpuid_count(1, 0, &words[EAX], &words[EBX], &words[ECX], &words[EDX])) return 0;
  if (!(words[ECX] >> 27 & 1)) return 0;
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (uint64_t)high << 32 | low;
}

uint32_t ablate_processor_present(void) {
  uint64_t state = saved_state();
  uint32_t present = 0;
  for (int i = 0; i < FEATURE_COUNT; i++) {
    const struct feature *feature = &features[i];
    uint32_t words[4];
    // Refuses leaves that the processor does not have.
    if (!__get_cpuid_count(
          feature->leaf, feature->subleaf, &words[EAX], &words[EBX], &words[ECX], &words[EDX]))
      continue;
    if (!(words[feature->output] >> feature->place & 1)) continue;
    if ((state & feature->state) == feature->state) present |= feature->bit;
  }
  return present;
}

void ablate_processor_model(char *name) {
  uint32_t words[12] = {0};
  for (uint32_t part = 0; part < 3; part++) {
    uint32_t *place = &words[4 * part];
    if (!__get_cpuid(0x80000002u + part, &place[0], &place[1], &place[2], &place[3])) break;
  }
  char text[sizeof words + 1] = {0};
  memcpy(text, words, sizeof words);
  const char *start = text;
  while (*start == ' ') start++;
  size_t length = strlen(start);
  while (length > 0 && start[length - 1] == ' ') length--;
  memcpy(name, start, length);
  name[length] = 0;
}

#else

// Other architectures are compiled for what every machine of theirs has.
uint32_t ablate_processor_built_for(void) { return 0; }
uint32_t ablate_processor_present(void) { return 0; }
void ablate_processor_model(char *name) { name[0] = 0; }

#endif

/// Appends to a text of which `length` bytes are written.
__attribute__((format(printf, 4, 5))) static void append(
  char *text, int capacity, int *length, const char *format, ...
) {
  va_list values;
  va_start(values, format);
  int count = vsnprintf(text + *length, (size_t)(capacity - *length), format, values);
  va_end(values);
  *length = count < capacity - *length ? *length + count : capacity - 1;
}

int ablate_processor_complaint(uint32_t built_for, uint32_t present, char *text, int capacity) {
  uint32_t missing = built_for & ~present;
  if (missing == 0) return 0;
  int length = 0;
  append(text, capacity, &length, "ablate: this program was compiled for a processor with ");
  // A few names tell what it is about.
  int left = __builtin_popcount(missing);
  for (int i = 0, shown = 0; i < FEATURE_COUNT && left > 0; i++) {
    if (!(missing & features[i].bit)) continue;
    if (shown == 3 && left > 1) {
      append(text, capacity, &length, " and %d more features", left);
      break;
    }
    const char *separator = shown == 0 ? "" : left == 1 ? " and " : ", ";
    append(text, capacity, &length, "%s%s", separator, features[i].name);
    shown++;
    left--;
  }
  char model[64];
  ablate_processor_model(model);
  append(text, capacity, &length, ", which this one");
  if (model[0]) append(text, capacity, &length, " (%s)", model);
  append(text, capacity, &length, " does not have; compile it on this machine");
  const uint32_t portable = ABLATE_AVX2 | ABLATE_FMA;
  if ((present & portable) == portable)
    append(text, capacity, &length, ", or anywhere with ABLATE_CPU=x86-64-v3");
  append(text, capacity, &length, "\n");
  return length;
}

#if defined(__x86_64__)

#if defined(__APPLE__)
#define FIRST constructor
#else
#define FIRST constructor(101)
#endif

/// Ends the program where its kernels cannot run.
///
/// The linker puts it first, before Swift's own start-up: no code of another module has run yet.
__attribute__((FIRST)) static void refuse_unsuitable_processor(void) {
  char text[512];
  int length = ablate_processor_complaint(
    ablate_processor_built_for(), ablate_processor_present(), text, sizeof text);
  if (length == 0) return;
  // There is nothing else to do about an error of this write.
  if (write(STDERR_FILENO, text, (size_t)length) < 0) _exit(3);
  _exit(3);
}

#endif
