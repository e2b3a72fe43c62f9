// The floor: the least work that turns a folder of Markdown into a folder of web pages.
//
// It finds every .md file below CONTENT, strips the front matter without reading it, converts the
// rest with cmark-gfm and writes the HTML in a fixed frame to OUTPUT, on THREADS threads. No
// links are resolved, no templates run, no lists are made: what a generator needs beyond this
// program's time is the price of everything it does.
//
//     floor CONTENT OUTPUT [THREADS]
//
// Compiled with -DARENA, what cmark allocates comes from the arena that Lectern gives it, too: malloc is a third of
// the work of this program. Both are in the table, since "no generator can be faster" is true only of the second.
//
// cmark-gfm is not thread-safe with inline extensions: the characters they look for lie in
// global tables that each parser sets before and clears after its inlines. So:
//
// - `table` and `tasklist` look for no characters and are attached to every document;
// - `autolink`'s characters are set once, before any thread starts, and its list is emptied, so
//   that no parser clears them again; it is attached to every document;
// - `strikethrough` needs its list to match delimiters. It is attached only to documents that
//   hold a `~`, and those are parsed one at a time: no other document reads that entry;
// - footnotes are an option of the core and need no character of their own.

#define _GNU_SOURCE
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef ARENA
#include "../Sources/CMarkGFM/arena.h"
static cmark_mem memory;
#endif

// Declared in cmark's parser.h, which Debian's package leaves out.
void cmark_manage_extensions_special_characters(cmark_parser *parser, int add);

static const int OPTIONS = CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE;

static const char HEAD[] =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>A page in a fixed frame</title>\n"
    "<meta name=\"description\" content=\"What every page of the floor says about itself, as "
    "long as a description usually is, so that the frame weighs what a frame weighs.\">\n"
    "<link rel=\"canonical\" href=\"https://example.org/a/fixed/address/\">\n"
    "<link rel=\"stylesheet\" href=\"/assets/site.0123456789abcdef.css\">\n</head>\n<body>\n"
    "<a class=\"skip\" href=\"#content\">Skip to the content</a>\n<header>\n"
    "<p><a href=\"/\">Synthetic site</a></p>\n<nav aria-label=\"Main\">\n<ul>\n"
    "<li><a href=\"/section-000/\">First section</a></li>\n"
    "<li><a href=\"/section-001/\">Second section</a></li>\n"
    "<li><a href=\"/section-002/\">Third section</a></li>\n"
    "<li><a href=\"/section-003/\">Fourth section</a></li>\n"
    "<li><a href=\"/topics/\">Topics</a></li>\n</ul>\n</nav>\n</header>\n"
    "<nav aria-label=\"Breadcrumb\"><ol><li><a href=\"/\">Synthetic site</a></li>"
    "<li><a href=\"/section-000/\">First section</a></li></ol></nav>\n"
    "<main id=\"content\">\n";

static const char FOOT[] =
    "</main>\n<footer>\n<p>This frame is the same on every page: it holds a head, a menu and a "
    "foot.</p>\n<ul>\n<li><a href=\"/contact/\">Contact</a></li>\n"
    "<li><a href=\"/accessibility/\">Accessibility</a></li>\n"
    "<li><a href=\"/privacy/\">Privacy</a></li>\n</ul>\n</footer>\n</body>\n</html>\n";

static const char *content_folder, *output_folder;
static char **paths;
static size_t path_count, path_capacity;
static atomic_size_t next_path;
static pthread_mutex_t strikethrough_turn = PTHREAD_MUTEX_INITIALIZER;
static cmark_syntax_extension *table, *tasklist, *autolink, *strikethrough;

static void die(const char *what) {
  fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
  exit(2);
}

static int note_file(const char *path, const struct stat *info, int type, struct FTW *where) {
  (void)info, (void)where;
  size_t length = strlen(path);
  if (type != FTW_F || length < 3 || strcmp(path + length - 3, ".md") != 0) return 0;
  if (path_count == path_capacity) {
    path_capacity = path_capacity ? path_capacity * 2 : 1024;
    paths = realloc(paths, path_capacity * sizeof *paths);
    if (!paths) die("memory");
  }
  paths[path_count++] = strdup(path);
  return 0;
}

// Reads a whole file into a buffer that grows and is used again for the next one.
static size_t read_file(const char *path, char **buffer, size_t *capacity) {
  int file = open(path, O_RDONLY);
  struct stat info;
  if (file < 0 || fstat(file, &info) < 0) die(path);
  size_t size = (size_t)info.st_size, got = 0;
  if (size > *capacity) {
    *capacity = size * 2;
    *buffer = realloc(*buffer, *capacity);
    if (!*buffer) die("memory");
  }
  while (got < size) {
    ssize_t count = read(file, *buffer + got, size - got);
    if (count <= 0) die(path);
    got += (size_t)count;
  }
  close(file);
  return size;
}

static size_t front_matter_end(const char *text, size_t size) {
  if (size < 4 || memcmp(text, "---\n", 4) != 0) return 0;
  char *end = memmem(text + 4, size - 4, "\n---\n", 5);
  return end ? (size_t)(end - text) + 5 : 0;
}

// The HTML of a document, which is gone once `give_back` is called.
static char *convert(const char *text, size_t size) {
  int has_tilde = memchr(text, '~', size) != NULL;
  if (has_tilde) pthread_mutex_lock(&strikethrough_turn);
#ifdef ARENA
  lectern_arena_open();
  cmark_parser *parser = cmark_parser_new_with_mem(OPTIONS, &memory);
#else
  cmark_parser *parser = cmark_parser_new(OPTIONS);
#endif
  cmark_parser_attach_syntax_extension(parser, table);
  if (has_tilde) cmark_parser_attach_syntax_extension(parser, strikethrough);
  cmark_parser_attach_syntax_extension(parser, autolink);
  cmark_parser_attach_syntax_extension(parser, tasklist);
  cmark_parser_feed(parser, text, size);
  cmark_node *document = cmark_parser_finish(parser);
  if (has_tilde) pthread_mutex_unlock(&strikethrough_turn);
#ifdef ARENA
  return cmark_render_html_with_mem(document, OPTIONS, cmark_parser_get_syntax_extensions(parser), &memory);
#else
  char *html =
      cmark_render_html(document, OPTIONS, cmark_parser_get_syntax_extensions(parser));
  cmark_node_free(document);
  cmark_parser_free(parser);
  return html;
#endif
}

static void give_back(char *html) {
#ifdef ARENA
  (void)html;
  lectern_arena_close();
#else
  free(html);
#endif
}

// Makes the folders of `path` that are missing; most often there is one, the last.
static void make_folder(char *path) {
  if (mkdir(path, 0777) == 0 || errno == EEXIST) return;
  char *slash = strrchr(path, '/');
  if (errno != ENOENT || !slash || slash == path) die(path);
  *slash = 0;
  make_folder(path);
  *slash = '/';
  if (mkdir(path, 0777) < 0 && errno != EEXIST) die(path);
}

static void write_page(const char *source, const char *html) {
  const char *name = source + strlen(content_folder);
  int stem = (int)strlen(name) - 3;
  if (stem >= 7 && strncmp(name + stem - 7, "/_index", 7) == 0) stem -= 7;
  char path[4096];
  snprintf(path, sizeof path, "%s%.*s", output_folder, stem, name);
  make_folder(path);
  strncat(path, "/index.html", sizeof path - strlen(path) - 1);
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  size_t html_size = strlen(html), size = sizeof HEAD - 1 + html_size + sizeof FOOT - 1;
  char *page = malloc(size);
  if (file < 0 || !page) die(path);
  memcpy(page, HEAD, sizeof HEAD - 1);
  memcpy(page + sizeof HEAD - 1, html, html_size);
  memcpy(page + sizeof HEAD - 1 + html_size, FOOT, sizeof FOOT - 1);
  for (size_t done = 0; done < size;) {
    ssize_t count = write(file, page + done, size - done);
    if (count < 0) die(path);
    done += (size_t)count;
  }
  if (close(file) < 0) die(path);
  free(page);
}

static void *work(void *unused) {
  (void)unused;
  char *buffer = NULL;
  size_t capacity = 0, index;
  while ((index = atomic_fetch_add(&next_path, 1)) < path_count) {
    size_t size = read_file(paths[index], &buffer, &capacity);
    size_t start = front_matter_end(buffer, size);
    char *html = convert(buffer + start, size - start);
    write_page(paths[index], html);
    give_back(html);
  }
  free(buffer);
  return NULL;
}

static void set_up_extensions(void) {
#ifdef ARENA
  memory = lectern_memory();
#endif
  cmark_gfm_core_extensions_ensure_registered();
  table = cmark_find_syntax_extension("table");
  tasklist = cmark_find_syntax_extension("tasklist");
  autolink = cmark_find_syntax_extension("autolink");
  strikethrough = cmark_find_syntax_extension("strikethrough");
  cmark_parser *spare = cmark_parser_new(OPTIONS);
  cmark_parser_attach_syntax_extension(spare, autolink);
  cmark_manage_extensions_special_characters(spare, 1);
  cmark_syntax_extension_set_special_inline_chars(autolink, NULL);
  cmark_parser_free(spare);
}

int main(int count, char **arguments) {
  if (count < 3) {
    fprintf(stderr, "usage: floor CONTENT OUTPUT [THREADS]\n");
    return 2;
  }
  content_folder = arguments[1];
  output_folder = arguments[2];
  int thread_count = count > 3 ? atoi(arguments[3]) : 2;
  if (thread_count < 1 || thread_count > 64) thread_count = 2;
  if (nftw(content_folder, note_file, 32, FTW_PHYS) != 0) die(content_folder);
  set_up_extensions();

  pthread_t threads[64];
  for (int i = 1; i < thread_count; i++)
    if (pthread_create(&threads[i], NULL, work, NULL) != 0) die("thread");
  work(NULL);
  for (int i = 1; i < thread_count; i++) pthread_join(threads[i], NULL);
  printf("%zu pages\n", path_count);
  return 0;
}
