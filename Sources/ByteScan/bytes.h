// Looks at sixteen bytes of a text at a time. In C, since Swift's SIMD types make loops over single bytes of
// most of these operations: measured on the benchmark's pages, four times as many instructions.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t lectern_bytes __attribute__((vector_size(16)));
typedef uint64_t lectern_halves __attribute__((vector_size(16)));

static inline lectern_bytes lectern_load(const uint8_t *text) {
  lectern_bytes bytes;
  memcpy(&bytes, text, 16);
  return bytes;
}

static inline int lectern_any(lectern_bytes found) {
  lectern_halves halves = (lectern_halves)found;
  return (halves[0] | halves[1]) != 0;
}

/// The index of the first such byte from `index` on, else `count`.
static inline size_t lectern_find(const uint8_t *text, size_t count, size_t index, uint8_t byte) {
  if (index >= count) return count;
  const uint8_t *found = (const uint8_t *)memchr(text + index, byte, count - index);
  return found ? (size_t)(found - text) : count;
}

/// The first index, from `index` on, at which other bytes stand, at least one, else `count`.
static inline size_t lectern_find_text(const uint8_t *text, size_t count, size_t index, const uint8_t *wanted,
                                       size_t length) {
  for (;; index++) {
    index = lectern_find(text, count, index, wanted[0]);
    if (count - index < length) return count;
    if (!memcmp(text + index, wanted, length)) return index;
  }
}

/// How many of the bytes are this one.
static inline size_t lectern_count(const uint8_t *text, size_t count, uint8_t byte) {
  size_t found = 0;
  for (size_t index = 0; index < count; index++) found += text[index] == byte;
  return found;
}

static inline int lectern_is_mark(uint8_t byte, int or_space) {
  switch (byte) {
    case '&': case '<': case '>': case '"': case '\'': case '-': case '.': case '%': case '\\': return 1;
    case ' ': return or_space;
    default: return 0;
  }
}

/// Which of sixteen bytes are marks.
static inline lectern_bytes lectern_marks(const uint8_t *text, int or_space) {
  lectern_bytes b = lectern_load(text);
  // & and ', - and ., < and > differ in one bit each.
  lectern_bytes found = (lectern_bytes)((b & 0xFE) == '&') | (lectern_bytes)(((b + 1) & 0xFE) == '.') |
                        (lectern_bytes)((b & 0xFD) == '<') | (lectern_bytes)(b == '"') | (lectern_bytes)(b == '\\') |
                        (lectern_bytes)(b == '%');
  return or_space ? found | (lectern_bytes)(b == ' ') : found;
}

/// The index of the first of `& < > " ' - . % \`, and of a space if asked, from `index` on, else `count`.
static inline size_t lectern_find_mark(const uint8_t *text, size_t count, size_t index, int or_space) {
  if (count >= 16) {
    while (index + 16 <= count && !lectern_any(lectern_marks(text + index, or_space))) index += 16;
    // The last sixteen bytes tell of those that are left.
    if (index + 16 > count && !lectern_any(lectern_marks(text + count - 16, or_space))) return count;
  }
  while (index < count && !lectern_is_mark(text[index], or_space)) index++;
  return index;
}

/// Whether a text has a character that markup is made of: one of `[ \ ] ^ _ { | } ~ * <`.
static inline int lectern_has_markup(const uint8_t *text, size_t count) {
  size_t index = 0;
  while (index < count && count >= 16) {
    // The last block may look at some bytes again.
    lectern_bytes b = lectern_load(text + (index + 16 <= count ? index : count - 16));
    // The letters of brackets and braces are next to each other, and differ in one bit.
    lectern_bytes found = (lectern_bytes)(((b | 0x20) - 0x7B) <= 4) | (lectern_bytes)(b == '*') | (lectern_bytes)(b == '<') |
        (lectern_bytes)(b == '=') | (lectern_bytes)(b == 0xEF);
    if (lectern_any(found)) return 1;
    index += 16;
  }
  for (; index < count; index++) {
    uint8_t byte = text[index];
    if ((uint8_t)((byte | 0x20) - 0x7B) <= 4 || byte == '*' || byte == '<' || byte == '=' || byte == 0xEF) return 1;
  }
  return 0;
}

/// How many words a text has: bytes above a space that follow none, or begin the text.
static inline size_t lectern_count_words(const uint8_t *text, size_t count) {
  if (count == 0) return 0;
  size_t words = text[0] > ' ', index = 1;
  while (index + 16 <= count) {
    // Each of the sixteen counters is a byte.
    lectern_bytes sums = {0};
    for (int round = 0; round < 255 && index + 16 <= count; round++, index += 16)
      sums -= (lectern_bytes)(lectern_load(text + index) > ' ') & ~(lectern_bytes)(lectern_load(text + index - 1) > ' ');
    for (int place = 0; place < 16; place++) words += sums[place];
  }
  for (; index < count; index++) words += text[index] > ' ' && text[index - 1] <= ' ';
  return words;
}
