#include <cmark-gfm.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm-core-extensions.h>
// The layout of nodes and parsers. The package that has the library has these headers too, so they
// belong to the same version; reading a field costs nothing, calling an accessor for each does.
#include <cmark-gfm/node.h>
#include <cmark-gfm/parser.h>
#include <cmark-gfm/references.h>
#include <cmark-gfm/syntax_extension.h>
#include <cmark-gfm/houdini.h>

#include "arena.h"

// Exported by the library, but in none of its headers.
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL,
    CMARK_NODE_STRIKETHROUGH;

static inline cmark_node_type cmark_table_type(void) { return CMARK_NODE_TABLE; }
static inline cmark_node_type cmark_table_row_type(void) { return CMARK_NODE_TABLE_ROW; }
static inline cmark_node_type cmark_table_cell_type(void) { return CMARK_NODE_TABLE_CELL; }
static inline cmark_node_type cmark_strikethrough_type(void) { return CMARK_NODE_STRIKETHROUGH; }
