/// The media type of a file by the ending of its name, as web hosts are to send it.
package func contentType(of path: String) -> String {
  let name = path.split(separator: "/").last ?? ""
  let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
  return contentTypes[ending] ?? "application/octet-stream"
}

/// The media types by endings, in small letters.
package let contentTypes: [String: String] = [
  "html": "text/html; charset=utf-8", "htm": "text/html; charset=utf-8",
  "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
  "mjs": "text/javascript; charset=utf-8", "json": "application/json; charset=utf-8",
  "jsonld": "application/ld+json; charset=utf-8", "geojson": "application/geo+json; charset=utf-8",
  "webmanifest": "application/manifest+json; charset=utf-8",
  "xml": "application/xml; charset=utf-8", "atom": "application/atom+xml; charset=utf-8",
  "txt": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8",
  "csv": "text/csv; charset=utf-8", "ics": "text/calendar; charset=utf-8",
  "vcf": "text/vcard; charset=utf-8", "svg": "image/svg+xml; charset=utf-8",
  "vtt": "text/vtt; charset=utf-8", "png": "image/png", "jpg": "image/jpeg",
  "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "avif": "image/avif",
  "ico": "image/vnd.microsoft.icon", "bmp": "image/bmp", "tif": "image/tiff",
  "tiff": "image/tiff", "pdf": "application/pdf", "zip": "application/zip",
  "gz": "application/gzip", "epub": "application/epub+zip", "mp3": "audio/mpeg",
  "m4a": "audio/mp4", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg",
  "wav": "audio/wav", "flac": "audio/flac", "mp4": "video/mp4", "m4v": "video/mp4",
  "webm": "video/webm", "ogv": "video/ogg", "mov": "video/quicktime", "woff": "font/woff",
  "woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf", "wasm": "application/wasm",
  "doc": "application/msword", "xls": "application/vnd.ms-excel",
  "ppt": "application/vnd.ms-powerpoint",
  "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "odt": "application/vnd.oasis.opendocument.text",
  "ods": "application/vnd.oasis.opendocument.spreadsheet",
  "odp": "application/vnd.oasis.opendocument.presentation",
]
