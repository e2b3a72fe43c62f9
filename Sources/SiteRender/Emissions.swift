/// An estimate of the greenhouse gases that transferring bytes once causes, in grams of CO₂e: the Sustainable
/// Web Design Model, version 4 (sustainablewebdesign.org/estimating-digital-emissions), for a first visit, an
/// ordinary host and the world's average electricity.
///
/// Its figures, in kWh per gigabyte (10⁹ bytes), are those of operating and of making data centres, networks
/// and visitors' devices; a kWh is 494 g CO₂e (Ember, world average of 2022).
package func gramsOfCO2e(transferring bytes: Int) -> Double {
  let operating = 0.055 + 0.059 + 0.080
  let making = 0.012 + 0.013 + 0.081
  return Double(bytes) / 1e9 * (operating + making) * 494
}
