import CivilTime
import Colours
import Content
import SiteModel
import SiteSettings
import Templates
import Web

/// `design:` of `site.yaml` as templates see it.
struct DesignView: DeclaredView {
  let context: RenderContext
  let language: Int

  private var site: Site { context.site }
  private var settings: DesignSettings { site.configuration.design ?? DesignSettings() }

  static let thing = "design"
  static let title = "the design"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<DesignView>] = [
    Attribute("logo", .text, "the logo's address from the site's root, for `file()`") {
      $0.file($0.settings.logo)
    },
    Attribute("hero", .text, "the same of the picture on the home page") {
      $0.file($0.settings.hero)
    },
    Attribute("hero_text", .text, "what that picture shows") {
      .optional($0.site.text($0.settings.heroText, in: $0.language))
    },
    Attribute("card", .text, "the same of the picture that messengers show") {
      $0.file($0.settings.card)
    },
    Attribute("card_text", .text, "what that picture shows") {
      .optional($0.site.text($0.settings.cardText, in: $0.language))
    },
    Attribute("touch_icon", .text, "the same of the sign on a phone's first screen") {
      $0.file($0.settings.touchIcon)
    },
    Attribute("manifest", .text, "the same of the web app manifest") {
      $0.file($0.settings.manifest)
    },
    Attribute("licence", .anything, "the licence of the texts: its `name` and `url`") { view in
      .optional(
        view.settings.licence.map {
          .mapping(Mapping([("name", .text($0.name)), ("url", .text($0.url))]))
        })
    },
    Attribute("paper", .text, "the colour of pages in light, for browsers' own bars") { view in
      .text(view.settings.palette?.light[.paper]?.hexadecimal ?? "#fdfcf9")
    },
    Attribute("paper_dark", .text, "the same in the dark") { view in
      .text(view.settings.palette?.dark[.paper]?.hexadecimal ?? "#101716")
    },
    Attribute(
      "colours", .anything,
      "the colours in light that follow from the accent, by the names that style sheets have for them, with low lines: `site.design.colours.accent_ink`"
    ) { view in
      let colours = (view.settings.palette ?? ownPalette)?.light.all ?? []
      return .mapping(
        Mapping(
          colours.map { name, colour in
            (name.property.map { $0 == "-" ? "_" : String($0) }.joined(), .text(colour.hexadecimal))
          }))
    },
    Attribute("clock", .text, "`24` or `12`") { .text($0.settings.clock.rawValue) },
    Attribute("home", .list(.text), "the parts of the home page, in their order") {
      .list($0.settings.home.map { .text($0) })
    },
  ]

  var identity: Int? { nil }

  /// None if it isn't there, which is told where `site.yaml` names it.
  private func file(_ address: SettingsAddress?) -> Value {
    .optional(address.flatMap { site.hasFile($0) ? .text($0.text) : nil })
  }
}

/// The colours where the site has no accent: those that follow from the accent in css/colours.css, whose others were made by hand and
/// differ a little.
private let ownPalette = try? Palette(accent: Colour("#0a4341"))

extension Site {
  /// A time of day as the site's clock has it.
  func shown(_ time: TimeOfDay) -> Value {
    guard configuration.design?.clock == .hours12 else {
      return .text(String(time.description.prefix(5)))
    }
    let hour = time.hour % 12 == 0 ? 12 : time.hour % 12
    let minute = time.minute < 10 ? "0\(time.minute)" : "\(time.minute)"
    return .text("\(hour):\(minute) \(time.hour < 12 ? "am" : "pm")")
  }
}
