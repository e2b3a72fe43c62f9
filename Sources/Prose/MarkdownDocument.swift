package import Diagnostics

/// A document as HTML with holes: what only the host can write (internal links, pictures,
/// directives) is left out, and noted beside it.
package struct MarkdownDocument: Sendable {
  /// The HTML (UTF-8) without what belongs into the holes.
  package var html: [UInt8] = []
  /// In the order of their offsets.
  package var holes: [Hole] = []
  package var links: [Link] = []
  package var images: [Image] = []
  /// What HTML in the document loads from elsewhere.
  package var externalResources: [Link] = []
  package var directives: [Directive] = []
  /// The values of the site in its sentences.
  package var values: [SiteValue] = []
  /// The headings in the order of the document.
  package var outline: [Heading] = []
  /// All ids in the document, sorted.
  package var anchors: [String] = []
  /// Where the first paragraph that has a text stands in `html`.
  package var firstParagraph: Range<Int>?
  /// How many words a reader reads.
  package var words = 0

  package init() {}

  /// A place in `html` that the host fills.
  package struct Hole: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case linkStart(Int)
      case linkEnd(Int)
      /// The address of a link, in HTML that the site lets through.
      case address(Int)
      case image(Int)
      case directiveStart(Int)
      case directiveEnd(Int)
      case value(Int)
    }

    /// In bytes of `html`.
    package var offset: Int
    /// What it is, with the index into `links`, `images`, `directives` or `values`.
    package var kind: Kind

    package init(
      offset: Int, kind: Kind
    ) {
      self.offset = offset
      self.kind = kind
    }
  }

  /// A link to something that may be of the site: `opening.md#hall`, `../a.md`, `/programme/`, `#bio`.
  ///
  /// Links to the world outside are in `html` already.
  package struct Link: Hashable, Sendable {
    /// As written, with backslashes and entities resolved.
    package var destination: String
    package var title: String?
    /// The destination in the source.
    package var location: SourceLocation

    package init(destination: String, title: String? = nil, location: SourceLocation) {
      self.destination = destination
      self.title = title
      self.location = location
    }
  }

  package struct Image: Hashable, Sendable {
    /// As written, with backslashes and entities resolved. May lead outside the site.
    package var destination: String
    /// Empty if and only if it is decorative (or an error has been reported).
    package var alternative: String
    /// Absent from figures, whose title is their caption and stands in the HTML.
    package var title: String?
    package var isDecorative: Bool
    /// Whether it stands alone in its paragraph, and so in a `<figure>`.
    package var isFigure: Bool
    /// The destination in the source.
    package var location: SourceLocation

    package init(
      destination: String, alternative: String, title: String? = nil, isDecorative: Bool,
      isFigure: Bool, location: SourceLocation
    ) {
      self.destination = destination
      self.alternative = alternative
      self.title = title
      self.isDecorative = isDecorative
      self.isFigure = isFigure
      self.location = location
    }
  }

  /// `:::name{key=value}` … `:::` or `::name{key=value}`.
  package struct Directive: Hashable, Sendable {
    package struct Attribute: Hashable, Sendable {
      package var key: String
      /// Empty for a flag, a key without `=`.
      package var value: String
      package var isFlag: Bool
      /// The whole attribute in the source.
      package var location: SourceLocation
      /// The value in the source, without its quotes.
      package var valueLocation: SourceLocation

      package init(
        key: String, value: String, isFlag: Bool, location: SourceLocation,
        valueLocation: SourceLocation
      ) {
        self.key = key
        self.value = value
        self.isFlag = isFlag
        self.location = location
        self.valueLocation = valueLocation
      }
    }

    package var name: String
    package var attributes: [Attribute]
    package var isLeaf: Bool
    /// Whether it stands in a sentence: `:name[words]`.
    package var isInline = false
    /// The name in the source.
    package var location: SourceLocation

    package init(
      name: String, attributes: [Attribute], isLeaf: Bool, isInline: Bool = false,
      location: SourceLocation
    ) {
      self.name = name
      self.attributes = attributes
      self.isLeaf = isLeaf
      self.isInline = isInline
      self.location = location
    }

    package subscript(key: String) -> Attribute? { attributes.first { $0.key == key } }
  }

  /// `:value[site.event.starts]`: a value of the site in a sentence.
  package struct SiteValue: Hashable, Sendable {
    /// Names apart by points, as templates write them.
    package var path: String
    /// The path in the source.
    package var location: SourceLocation

    package init(path: String, location: SourceLocation) {
      self.path = path
      self.location = location
    }
  }

  package struct Heading: Hashable, Sendable {
    /// From 1 to 6.
    package var level: Int
    package var id: String
    /// Inline HTML without links, pictures and footnotes.
    package var title: [UInt8]
    package var plainTitle: String
    package var location: SourceLocation

    package init(
      level: Int, id: String, title: [UInt8], plainTitle: String, location: SourceLocation
    ) {
      self.level = level
      self.id = id
      self.title = title
      self.plainTitle = plainTitle
      self.location = location
    }
  }

  /// Whether `#id` leads somewhere in this document.
  package func hasAnchor(_ id: String) -> Bool {
    var range = anchors[...]
    while let middle = range.indices.isEmpty ? nil : range.startIndex + range.count / 2 {
      if anchors[middle] == id { return true }
      range = anchors[middle] < id ? range[(middle + 1)...] : range[..<middle]
    }
    return false
  }
}
