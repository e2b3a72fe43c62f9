package import Diagnostics

/// The kinds of mistake that show when a site is planned and rendered.
package enum RenderCode: String, DiagnosticCode {
  case addressGone = "address-gone"
  case addressLeavesSite = "address-leaves-site"
  case addressTaken = "address-taken"
  case addressTooLong = "address-too-long"
  case aliasInvalid = "alias-invalid"
  case externalResource = "external-resource"
  case contentPolicyLong = "content-policy-long"
  case feedWithoutPage = "feed-without-page"
  case fileLeftOut = "file-left-out"
  case fileNamedLikeFolder = "file-named-like-folder"
  case fileUnusable = "file-unusable"
  case hostNeedsRoot = "host-needs-root"
  case idTwice = "id-twice"
  case pageTooHeavy = "page-too-heavy"
  case pictureDamaged = "picture-damaged"
  case picturesTooHeavy = "pictures-too-heavy"
  case pictureLarge = "picture-large"
  case pictureTurnedBySome = "picture-turned-by-some"
  case pictureUnknown = "picture-unknown"
  case siteRenderLimit = "site-render-limit"
  case statementNotLinked = "statement-not-linked"
  case templateDataInvalid = "template-data-invalid"
  case templateMissing = "template-missing"
  case templateUnused = "template-unused"

  package var explanation: Explanation {
    switch self {
    case .addressGone:
      Explanation(
        """
        The file content/_addresses.tsv says that an address has been published, and the site has nothing there any more: a page \
        was renamed, moved or deleted. Others still have the address in links, in print and in bookmarks. Write it under \
        'aliases' of the page that has taken its place, so that it leads there. If it is meant to be gone, delete its \
        line.
        """, wrong: "---\ntitle: Opening\nslug: start\n---",
        right: "---\ntitle: Opening\nslug: start\naliases: [/news/opening/]\n---")
    case .addressLeavesSite:
      Explanation(
        """
        A template has written out an address from the host's root. The site lies below a path, or its addresses are \
        relative, so the address leads out of it. With url() it is right wherever the site lies.
        """, wrong: #"<a href="/contact/">"#, right: #"<a href="{{ url("/contact/") }}">"#)
    case .addressTaken:
      Explanation(
        """
        Two pages or files would be written to one address, so one of them would vanish. Give one of them \
        another name, slug or url.
        """,
        wrong: "content/about.md   slug: contact\ncontent/contact.md",
        right: "content/about.md   slug: about\ncontent/contact.md")
    case .addressTooLong:
      Explanation(
        """
        A part of an address is longer than a file's name can be on any disk: 255 bytes, ending included. Letters \
        with accents take two bytes, Greek and Cyrillic ones two, Chinese ones three. Give the page a short slug, \
        the row a short id, or the file a short name.
        """)
    case .aliasInvalid:
      Explanation(
        """
        An old address in 'aliases' isn't one that a page of this site can have had. It is written from the \
        site's root, without a host.
        """, wrong: "aliases: [old/programme]", right: "aliases: [/old/programme/]")
    case .externalResource:
      Explanation(
        """
        Browsers of visitors would load something from another host, which then learns who reads the page. Put \
        a copy into the site, or allow the host in site.yaml.
        """, wrong: "![Town hall](https://example.org/hall.jpg)", right: "![Town hall](hall.jpg)")
    case .contentPolicyLong:
      Explanation(
        """
        The pages have so many different scripts and styles in them that the header which allows each of them is \
        very long, and it comes with every answer of the host. Move styles to a style sheet and scripts to a file.
        """, wrong: #"<p style="color: red">"#, right: #"<p class="warning">"#)
    case .feedWithoutPage:
      Explanation(
        """
        A section has a feed, which lists its newest pages by their dates. A page without a date is not in it, so \
        readers of the feed never hear of it. Give the page a date.
        """, wrong: "---\ntitle: Opening\n---", right: "---\ntitle: Opening\ndate: 2012-09-19\n---")
    case .fileLeftOut:
      Explanation(
        """
        A file in content/ looks as if nobody meant to publish it, and nothing on the site leads to it, so it is \
        not published. Link to it, or name it under 'publish_files' in site.yaml, if it is for visitors.
        """, wrong: "content/minutes.docx", right: "publish_files: [minutes.docx]")
    case .fileNamedLikeFolder:
      Explanation(
        """
        A file has the address of a folder that other files lie in. No disk and no host can have both; rename \
        one of them.
        """)
    case .fileUnusable:
      Explanation(
        """
        A file in content/ is of no use to visitors: it is empty, or a picture in a format that most browsers \
        don't show. Put a good file in its place.
        """, wrong: "![Town hall](hall.heic)", right: "![Town hall](hall.jpg)")
    case .hostNeedsRoot:
      Explanation(
        """
        A host such as Netlify reads its files _headers and _redirects only at the root of a domain, and base_url in \
        site.yaml has a path. Publish the site at a domain of its own, or take the host out of 'hosting'.
        """, wrong: "base_url: https://example.org/2030/\nhosting: {for: [netlify]}",
        right: "base_url: https://2030.example.org/\nhosting: {for: [netlify]}")
    case .idTwice:
      Explanation(
        """
        Two elements of a page have one id, such as a heading and a part of the design. A link to it leads to the \
        first, and what is named by it for screen readers is the wrong one. Headings get their ids from their \
        words, and can set another one.
        """, wrong: "## Main", right: "## Main {#main-points}")
    case .pageTooHeavy:
      Explanation(
        """
        A page with its style sheets, scripts and fonts is larger than site.yaml allows under 'limits'. Visitors \
        with slow connections would wait. Shorten the page, cut its list with 'paginate', or raise the limit.
        """)
    case .picturesTooHeavy:
      Explanation(
        """
        The pictures of a page are larger together than site.yaml allows under 'limits'. What counts is what a phone \
        loads: of a picture that is offered in several sizes the one that it takes. Leave pictures out, spread them \
        over pages, or raise the limit.
        """)
    case .pictureDamaged:
      Explanation(
        """
        The file of a picture is incomplete or contradicts itself, so browsers would show a part of it or nothing. \
        Usually copying or sending it broke off. Copy it again, or open it and save it again.
        """)
    case .pictureLarge:
      Explanation(
        """
        A page shows a picture of more than 1 MB, or of more than 3,000 pixels in width. Visitors wait for it and pay \
        for it on the phone, and hardly any screen shows so many pixels. Save a smaller version: 1,600 pixels are \
        enough for most places. A picture that pages only link to may be as large as it is.
        """)
    case .pictureTurnedBySome:
      Explanation(
        """
        A picture in WebP is stored on its side, with a note that says how to turn it. Some browsers follow the note \
        and others don't, so some visitors would see it lying. Turn the picture itself and save it again.
        """)
    case .pictureUnknown:
      Explanation(
        """
        A file has the ending of a picture, but browsers know no picture that begins like it. It may be a web page that \
        was saved instead of the picture, or a picture in another format. Save it as JPEG, PNG, WebP, GIF or SVG.
        """)
    case .siteRenderLimit:
      Explanation(
        """
        The templates of all pages together take more steps than a site may take, though each page by itself may be \
        within its bound. Usually a template that every page has walks over all pages of the site.
        """,
        wrong:
          "{% for other in site.pages %}{% if other.section == page.section %}…{% endif %}{% endfor %}",
        right: "{% for other in page.section.pages %}…{% endfor %}")
    case .statementNotLinked:
      Explanation(
        """
        The settings declare an accessibility statement or a privacy page. Visitors find it from every page, as several \
        countries' law asks, so each page has a link to it. The design's own footer has both.
        """, wrong: "<footer>{{ site.title }}</footer>",
        right:
          #"<footer><a href="{{ site.accessibility.page.url }}">{{ site.accessibility.page.title }}</a></footer>"#
      )
    case .templateDataInvalid:
      Explanation(
        """
        The data for a single template has to be a JSON object: its names are the template's variables.
        """, wrong: "[1, 2]", right: "{\"numbers\": [1, 2]}")
    case .templateMissing:
      Explanation(
        """
        A page has no template: the one that its front matter names isn't in templates/, or there is none for \
        its kind and no page.html. Without a template nothing can be written.
        """, wrong: "template: wied", right: "template: wide")
    case .templateUnused:
      Explanation(
        """
        A template in templates/ has nearly the name of a kind of page, or of a template that pages look for, and \
        nothing uses it. Rename it.
        """, wrong: "templates/sesion.html", right: "templates/session.html")
    }
  }
}
