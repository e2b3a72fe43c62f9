import Testing

@testable import Text
@testable import Web

@Suite struct ContentPolicyTests {
  private let nothing = "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

  private func header(_ page: String) -> String {
    var policy = ContentPolicy()
    policy.allow(page: Array(page.utf8)) { $0 == "own.example" }
    return policy.header
  }

  private func hash(_ code: String) -> String { "'sha256-\(base64(sha256(Array(code.utf8))))'" }

  @Test func forbidsAllThatNothingNeeds() {
    #expect(header("<p>Hello</p>") == "default-src 'none'" + nothing)
  }

  @Test(arguments: [
    ("<link rel=stylesheet href=/a.css>", "style-src 'self'"),
    ("<script src=/a.js></script>", "script-src 'self'"),
    ("<img src=a.png srcset='data:image/png,x 2x'>", "img-src 'self' data:"),
    ("<img src=https://own.example/a.png>", "img-src 'self'"),
    ("<img src=//images.example/a.png>", "img-src images.example"),
    ("<video src=a.mp4 poster=//b.example/p.png></video>", "img-src b.example; media-src 'self'"),
    ("<link rel=manifest href=/m>", "manifest-src 'self'"),
    ("<link rel=preload as=font href=/f.woff2>", "font-src 'self'"),
    ("<link rel=preload as=fetch href=/f.json>", "connect-src 'self'"),
    ("<a href=/ ping=/p>x</a>", "connect-src 'self'"),
    ("<object data=a.svg></object>", "object-src 'self'"),
    ("<embed src=a.svg>", "object-src 'self'"),
    ("<svg><use href=a.svg#x /></svg>", "img-src 'self'"),
    ("<iframe src=https://maps.example/></iframe>", "frame-src maps.example"),
    ("<a href=https://other.example/>x</a>", ""), ("<link rel=preconnect href=//x.example>", ""),
    ("<script type=application/ld+json>{}</script>", ""),
  ])
  func allowsWhatAPageLoads(_ page: String, _ directives: String) {
    let middle = directives.isEmpty ? "" : "; " + directives
    #expect(header(page) == "default-src 'none'" + middle + nothing)
  }

  @Test func allowsScriptsAndStylesInThePageByTheirHashes() {
    #expect(
      header("<script>a()</script><style>b{}</style>").hasPrefix(
        "default-src 'none'; script-src \(hash("a()")); style-src \(hash("b{}"));"))
    #expect(header("<script type=module>\r\na()\r</script>").contains(hash("\na()\n")))
    #expect(header("<script type=importmap>{}</script>").contains(hash("{}")))
    #expect(
      header("<p style='color: &quot;red&quot;' onclick='a(&amp;b)'>").contains(
        "script-src 'unsafe-hashes' \(hash("a(&b)")); style-src 'unsafe-hashes' \(hash("color: \"red\""))"
      ))
    // A page within an attribute has the policy of the page around it.
    #expect(
      header("<iframe srcdoc='<script>x(&quot;&amp;quot;&quot;)</script>'></iframe>").contains(
        hash("x(\"&quot;\")")))
  }

  @Test(arguments: [
    ("fetch('/a.json')", true), ("new XMLHttpRequest", true), ("navigator.sendBeacon(x)", true),
    ("prefetch('/a.json')", false), ("'fetch'", false), ("// fetch\n", false),
  ])
  func allowsRequestsWhereAScriptMakesSome(_ script: String, _ allows: Bool) {
    #expect(header("<script>\(script)</script>").contains("connect-src 'self'") == allows)
    var policy = ContentPolicy()
    policy.allow(script: Array(script.utf8)) { _ in false }
    #expect(policy.header.contains("connect-src 'self'") == allows)
  }

  @Test(arguments: [
    ("<form action=/search>", "'self'"), ("<form>", "'self'"),
    ("<form action=https://forms.example/x>", "forms.example"),
    ("<form action=mailto:a@b.example>", "'none'"),
    ("<form><button formaction=//b.example/>x</button></form>", "'self' b.example"),
  ])
  func allowsWhereFormsLead(_ page: String, _ sources: String) {
    #expect(header(page).contains("form-action \(sources);"))
  }

  @Test func letsAPageThatShowsItsOwnInAFrameDoSo() {
    #expect(header("<iframe src=/map/></iframe>").hasSuffix("frame-ancestors 'self'"))
    #expect(header("<base href=/x/>").contains("base-uri 'self'"))
  }

  @Test func tellsFontsFromPicturesInStyleSheets() {
    var policy = ContentPolicy()
    policy.allow(
      styleSheet: Array(
        """
        @import "b.css"; @media print { @font-face { font-family: A; src: local(B), url(a.woff2) format("woff2") } }
        p { background: image-set("a.png" 1x, url(data:image/png,x) 2x) }
        """.utf8)
    ) { _ in false }
    #expect(
      policy.header == "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'"
        + nothing)
  }

  @Test func joinsWhatFilesNeedInOneOrder() {
    var policy = ContentPolicy()
    var other = ContentPolicy()
    policy.allow("z.example", for: .scripts)
    other.allow("'self'", for: .scripts)
    other.allow("a.example", for: .scripts)
    policy.formUnion(other)
    #expect(policy.header == "default-src 'none'; script-src 'self' a.example z.example" + nothing)
  }
}
