// Designers come from other template languages and from JavaScript. What they write from habit gets an answer of its
// own.

/// Filters that are called otherwise here, with what to write.
let filtersOfOthers = [
  "len": "write | length", "size": "write | length", "strftime": "write | date(\"d MMMM yyyy\")",
  "date_format": "write | date(\"d MMMM yyyy\")", "format_date": "write | date(\"d MMMM yyyy\")",
  "markdownify": "write | markdown", "jsonify": "write | json", "json_encode": "write | json",
  "raw": "write | safe", "safe_html": "write | safe", "safeHTML": "write | safe",
  "escape_once": "write | escape", "upcase": "write | upper", "uppercase": "write | upper",
  "downcase": "write | lower", "lowercase": "write | lower", "titlecase": "write | title",
  "truncatewords": "write | truncate(80)", "limit": "write [:3] behind the list",
  "absURL": "write | absolute_url", "relURL": "write url(\"/path/\")",
  "relative_url": "write url(\"/path/\")", "slugify": "write | slug",
  "map_attr": "write | map(attribute=\"title\")",
]

/// Names that stand for something without a name of its own here, with what to write.
let namesOfOthers = [
  "null": "write none", "nil": "write none",
  "undefined": "ask with: is defined", "end": "each tag has an end of its own, such as {% endif %}",
]

/// What to write for an operator that other languages have, where a value or the end of a tag is missing.
func helpWithOperatorOfOthers(_ sign: Operator) -> String? {
  switch sign.rawValue {
  case "=": "two equals signs compare: a == b"
  case "|": "write 'or' for one or the other"
  case "+": "write {% set i = i + 1 %}"
  case ">": "what a value has is written with a dot: page.title"
  case "}": "values are printed with two braces: {{ page.title }}"
  default: nil
  }
}
