package import Diagnostics

/// The kinds of mistake in templates.
package enum TemplateCode: String, DiagnosticCode {
  case differentPlaces = "branches-end-differently"
  case unsafeOutput = "unsafe-output"
  case unsafeAddress = "unsafe-address"
  case quotedJSON = "quoted-json"
  case unknownAttribute = "unknown-template-attribute"

  package var explanation: Explanation { Explanation("") }
}
