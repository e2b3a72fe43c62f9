import CivilTime
import Content
import Diagnostics
import SiteSettings

extension Site {
  /// That the accessibility statement hasn't been compared with the site for over a year (Implementing Decision (EU)
  /// 2018/1523, article 3(2): statements are reviewed regularly, and at least once a year).
  var overdueReview: [Diagnostic] {
    guard let statement = configuration.accessibility,
      now.date > statement.reviewed.adding(days: 366)
    else { return [] }
    return [
      .warning(
        SiteCode.statementNotReviewed,
        "the accessibility statement was last reviewed on \(statement.reviewed), over a year ago",
        at: statement.placeOfReview,
        help: "compare it with the site, then write the day as reviewed: \(now.date)")
    ]
  }
}
