import Glibc

/// Seconds since 1970 by the machine's clock. The only place that asks it.
package func secondsSince1970() -> Int { Int(time(nil)) }
