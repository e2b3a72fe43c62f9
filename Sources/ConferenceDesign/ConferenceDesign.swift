/// The design that ships: templates, styles, scripts and words. Each file by its path below a site's `templates/`,
/// which is its path below the folder `Design` here.
package let conferenceDesign: [(path: String, bytes: [UInt8])] =
  embeddedFiles.map { ($0.path, Array($0.text.utf8)) }
