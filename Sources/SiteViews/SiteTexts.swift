package import CivilTime
import Content
import ContentSchema
import Markdown
import Prose
package import SiteModel
import SiteSettings

extension Site {
  package func title(in language: Int) -> String {
    configuration.languages[language].title ?? configuration.title
  }

  package func description(in language: Int) -> String {
    configuration.languages[language].description ?? configuration.description
  }

  /// A page in a sentence or two: its description, else its first paragraph.
  package func summary(of page: Page) -> String {
    page.fields[.description]?.text ?? page.body.summary
  }
}

extension Page {
  /// The day of its last change, and of a page that wasn't changed since, its date.
  package var lastChange: CivilDateTime? {
    [date?.start, updated.map { CivilDateTime($0, .midnight) }].compactMap(\.self).max()
  }
}
