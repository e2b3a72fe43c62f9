extension SiteConfiguration {
  /// Whether pages may load something from a host.
  package func mayLoad(from host: String) -> Bool {
    host == baseURL.host || allowedHosts.contains(host)
  }
}
