/// What is said of two versions of a text that were never joined, wherever their marks stand.
package enum MergeConflict {
  package static let message = "two versions of this text were never joined"
  package static let help =
    "choose what is right, and delete the lines that begin with '<<<<<<<', '=======' and '>>>>>>>'"
}
