package import Diagnostics
package import Text
package enum Value: Sendable {
  case none, boolean(Bool), integer(Int), double(Double), text(String), markup([UInt8]), list([Value]), mapping(Mapping), object(any TemplateObject)
}
package struct Mapping: Sendable { package init(_ pairs: [(String, Value)]) {} ; package init() {} }
package struct Name: Sendable { package let text: String; package let slot: Int }
package protocol TemplateObject: Sendable {
  func value(of name: Name) -> Value?
  var names: [String] { get }
  var typeName: String { get }
  var identity: Int? { get }
}
package struct TemplateSet: Sendable {
  package static var empty: TemplateSet { TemplateSet() }
  package func contains(_ n: String) -> Bool { false }
  package var names: [String] { [] }
  package func freeNames(of: String) -> Set<String> { [] }
}
package struct Parameter: Sendable { package init(_ name: String, default: Value? = nil) {} }
package struct FunctionDeclaration: Sendable { package init(_ name: String, _ parameters: [Parameter], takesAnyKeywords: Bool = false) {} }
package struct Arguments: Sendable { package var positional: [Value] = []; package var named: [(String, Value)] = [] }
package struct TemplateFailure: Error { package init(_ message: String, help: String? = nil) {} }
package protocol TemplateHost: Sendable {
  func call(_ function: String, _ arguments: Arguments) throws(TemplateFailure) -> Value
  func apply(_ filter: String, to value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value
}
package struct Environment { package init(vocabulary: [String], functions: [FunctionDeclaration], filters: [FunctionDeclaration]) {} }
extension TemplateSet {
  package static func compile(_ s: [SourceText], _ e: Environment) -> Diagnosed<TemplateSet> { Diagnosed(.empty) }
  package func render(_ n: String, context: [(String, Value)], host: any TemplateHost, into: inout ByteBuffer) -> [Diagnostic] { [] }
}
