// Memory for parsing: a document's tree is made and thrown away as a whole, so nothing is freed piece by
// piece. Each thread has an arena of its own, since the library does not say which parser allocates. Measured on the benchmark's pages: malloc and free took a fifth of the time to parse.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct lectern_block {
  struct lectern_block *below;
  size_t size;
} lectern_block;

#ifdef LECTERN_FUZZING
// Each piece is a block of its own and of just its size, so that the address sanitizer sees what reads
// or writes beyond it.
enum { LECTERN_BLOCK = 0, LECTERN_UNIT = 16, LECTERN_ROUND = 1 };
#else
enum { LECTERN_BLOCK = 512 << 10, LECTERN_UNIT = 16, LECTERN_ROUND = 16 };
#endif

typedef struct {
  /// The block that is being filled, with those that are full below it.
  lectern_block *top;
  char *next, *end;
  /// How many parsers of the thread are at work.
  int depth;
} lectern_arena;

static inline lectern_arena *lectern_arena_of_thread(void) {
  static _Thread_local lectern_arena arena;
  return &arena;
}

static inline void lectern_use(lectern_arena *arena, lectern_block *block) {
  arena->top = block;
  arena->next = (char *)block + LECTERN_UNIT;
  arena->end = (char *)block + block->size;
}

static inline size_t lectern_rounded(size_t size) {
  return (size + LECTERN_ROUND - 1) / LECTERN_ROUND * LECTERN_ROUND;
}

/// Allocates a piece. Its size is stored before it.
static inline void *lectern_allocate(size_t size) {
  size_t needed = LECTERN_UNIT + lectern_rounded(size);
  lectern_arena *arena = lectern_arena_of_thread();
  if (size > SIZE_MAX / 2) abort();
  if ((size_t)(arena->end - arena->next) < needed) {
    size_t whole = needed + LECTERN_UNIT > LECTERN_BLOCK ? needed + LECTERN_UNIT : LECTERN_BLOCK;
    lectern_block *block = malloc(whole);
    if (!block) abort();
    block->below = arena->top;
    block->size = whole;
    lectern_use(arena, block);
  }
  char *piece = arena->next + LECTERN_UNIT;
  arena->next += needed;
  ((size_t *)piece)[-1] = size;
  return piece;
}

static inline void *lectern_calloc(size_t count, size_t size) {
  size_t whole;
  if (__builtin_mul_overflow(count, size, &whole)) abort();
  return memset(lectern_allocate(whole), 0, whole);
}

static inline void *lectern_realloc(void *old, size_t size) {
  if (!old) return lectern_allocate(size);
  size_t had = ((size_t *)old)[-1];
  if (size <= had) return old;
  // The last piece has room after it, so a growing text is seldom copied.
  lectern_arena *arena = lectern_arena_of_thread();
  char *end = (char *)old + lectern_rounded(had);
  if (end == arena->next && size <= (size_t)(arena->end - (char *)old)) {
    arena->next = (char *)old + lectern_rounded(size);
    ((size_t *)old)[-1] = size;
    return old;
  }
  return memcpy(lectern_allocate(size), old, had);
}

static inline void lectern_free(void *piece) { (void)piece; }

static inline cmark_mem lectern_memory(void) {
  return (cmark_mem){lectern_calloc, lectern_realloc, lectern_free};
}

static inline void lectern_arena_open(void) { lectern_arena_of_thread()->depth++; }

/// Gives back what the thread's parsers allocated, but for one block that the next document will use.
static inline void lectern_arena_close(void) {
  lectern_arena *arena = lectern_arena_of_thread();
  if (--arena->depth > 0) return;
  lectern_block *kept = NULL;
  while (arena->top) {
    lectern_block *block = arena->top;
    arena->top = block->below;
    if (!arena->top && block->size == LECTERN_BLOCK) {
      kept = block;
    } else {
      free(block);
    }
  }
  arena->next = arena->end = NULL;
  if (kept) lectern_use(arena, kept);
}
