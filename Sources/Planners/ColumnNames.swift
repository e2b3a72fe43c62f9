// Words by which people name the columns of their spreadsheets. Only those whose meaning is beyond doubt are here:
// about all others, the editor is asked.

import Text

/// What columns are called in English, German, Swedish, French, Spanish, Italian, Dutch, Danish, Norwegian, Finnish, Polish and
/// Portuguese, as slugs, and the field that is meant.
package let columnSynonyms: [(field: String, words: Set<String>)] = [
  ("title", titleWords.union(nameWords).union(sessionTitleWords)),
  (
    "body",
    words(
      """
      text content about abstract beschreibung sammanfattning zusammenfassung resume resumen resumo riassunto samenvatting sammendrag \
      tiivistelma streszczenie contenido contenuto conteudo inhoud innehall inhalt contenu tekst texte testo texto teksti
      """
    ).union(biographyWords)
  ),
  (
    "description",
    words(
      "session-description talk-description beskrivning beskrivelse descripcion descrizione omschrijving kuvaus opis descricao"
    )
  ),
  (
    "start",
    words(
      """
      start-time starts begin begins beginn from startzeit starttid time scheduled-at starts-at start-date-time anfang uhrzeit zeit \
      tid heure debut heure-de-debut hora inicio hora-de-inicio ora inizio ora-di-inizio tijd aanvang begintijd starttijd \
      tidspunkt klokkeslett alku alkaa aika alkamisaika godzina poczatek czas hora-inicio
      """)
  ),
  (
    "end",
    words(
      """
      end-time ends to until ende slut sluttid endzeit fin ends-at heure-de-fin hora-de-fin fine ora-di-fine einde eindtijd \
      sluttidspunkt loppu loppuu paattymisaika koniec fim hora-de-fim termino
      """)
  ),
  ("day", words("date datum dag tag jour fecha dia data giorno dato paiva paivamaara pvm dzien")),
  (
    "duration",
    words(
      """
      length minutes dauer langd duree scheduled-duration duration-minutes minuten minuter duracion durata duur varighed varighet \
      kesto czas-trwania duracao min
      """)
  ),
  (
    "speakers",
    words(
      """
      speaker presenter presenters who people persons talare referent referenten speaker-name speaker-names speaker-s presenter-name \
      vortragende vortragender referentin referentinnen referierende rednerin redner foredragsholder foredragsholdere \
      foredragsholder-e talere taler intervenant intervenants intervenante intervenant-e-s orateur orateurs oratrice conferencier \
      ponente ponentes orador oradores oradora orador-a conferenciante relatore relatori relatrice spreker sprekers puhuja puhujat \
      prelegent prelegenci mowca palestrante palestrantes medverkande mitwirkende authors author
      """)
  ),
  (
    "speakers:moderator",
    words(
      """
      moderator moderators moderation moderatorin moderateur moderatrice moderador moderadora moderatore ordstyrer moderaattori \
      moderaatio puheenjohtaja
      """)
  ),
  (
    "speakers:chair",
    words(
      "chair chairs chairperson session-chair vorsitz ordforande presidencia presidente voorzitter")
  ),
  (
    "speakers:panellist",
    words(
      """
      panellist panellists panelist panelists paneldeltagare podium panelista panelistas panelisti panellid panelleden paneldeltager \
      paneldeltagere panelisci
      """)
  ),
  (
    "room",
    words(
      """
      location venue raum sal hall lokal salle sala zaal ruimte rom lokale huone tila pokoj saal ort aula lieu lugar luogo locatie \
      sted plats paikka miejsce stage room-name
      """)
  ),
  (
    "place",
    words(
      "location venue building gebaude byggnad batiment edificio gebouw bygning rakennus budynek")
  ),
  (
    "track",
    words(
      "theme stream spar strang piste tema filone thema linje spor polku sciezka trilha themenstrang"
    )
  ),
  (
    "format",
    words(
      "type session-type typ session-format format-type tipo formato formaat soort muoto tyyppi rodzaj forma"
    )
  ),
  (
    "spoken_language",
    words(
      "language sprache sprak langue idioma lengua lingua taal sprog kieli jezyk session-language talk-language"
    )
  ),
  (
    "level",
    words(
      """
      niveau niva livello nivel poziom taso nivo session-level talk-level audience-level difficulty difficulty-level schwierigkeit \
      schwierigkeitsgrad svarighetsgrad experience-level
      """)
  ),
  (
    "affiliation",
    words(
      """
      organization organisation company employer institution firma foretag organisationen unternehmen institut einrichtung \
      arbetsgivare entreprise societe organisme employeur empresa organizacion institucion azienda organizzazione ente istituzione \
      bedrijf organisatie virksomhed bedrift organisasjon yritys organisaatio tyonantaja organizacja instytucja organizacao \
      instituicao university hochschule universitat company-name
      """)
  ),
  (
    "role",
    words(
      """
      position job-title function funktion jobtitle tagline tag-line job beruf rolle roll befattning yrke fonction poste profession \
      cargo puesto rol funcion ruolo funzione posizione functie stilling tehtava asema nimike stanowisko funkcja rola funcao
      """)
  ),
  (
    "honorific",
    words(
      "salutation prefix anrede akademischer-titel grad academic-title civilite tratamiento aanhef tiltale"
    )
  ),
  (
    "website",
    words(
      "url link homepage web site webseite hemsida site-web sitio-web sito sito-web hjemmeside nettside kotisivu strona www blog"
    )
  ),
  (
    "links",
    words(
      "link website webseite lien lank enlace enlaces collegamento lenke linkki odnosnik ligacao")
  ),
  (
    "recording",
    words(
      "recording-url video video-url aufzeichnung inspelning enregistrement grabacion registrazione opname"
    )
  ),
  ("email", words("mail e-mail e-post correo posta")),
  ("phone", words("telephone tel telefon telefono telefoon puhelin telefone")),
  (
    "photo",
    words(
      "picture image portrait headshot foto bild profile-picture profile-photo photo-url fotografia billede bilde kuva zdjecie"
    )
  ),
  ("image", words("picture bild imagen immagine afbeelding billede bilde kuva obraz imagem")),
  (
    "capacity",
    words(
      "seats size platser platze kapazitat kapacitet capacite capacidad capienza capaciteit kapasitet kapasiteetti"
    )
  ),
  (
    "expected",
    words(
      """
      expected-people expected-participants expected-attendance expected-attendees expected-audience attendance registrations sign-ups \
      signups anmeldungen erwartete-teilnehmer erwartete-personen erwartet anmalda anmalningar forvantade vantade inscriptions inscrits \
      participants-attendus inscripciones inscritos iscrizioni iscritti inscricoes aanmeldingen verwacht tilmeldinger tilmeldte \
      pameldinger pameldte ilmoittautuneet ilmoittautumiset zgloszenia
      """)
  ),
  ("colour", words("color farbe farg couleur colore kleur farve farge vari kolor cor")),
  ("country", words("land pays pais paese maa kraj")),
  (
    "topics",
    words(
      "topic tags keywords themen amnen theme mots-cles schlagworte nyckelord temas etiquetas parole-chiave trefwoorden emner aiheet"
    )
  ),
]

/// Columns of Sessionize that no page has, although some are called like a field: private data, and what only
/// the planner needs.
package let columnsOfSessionizeAlone: Set<String> = words(
  """
  owner owner-email owner-informed owner-confirmed email e-mail speaker-email live-url date-submitted status speaker-notes \
  notes linkedin twitter x-twitter x facebook instagram bluesky mastodon company-website sessionize-link
  """)

/// Codes by which a planner tells its sessions and people apart.
package let plannersIDs: Set<String> = words(
  "session-id sessionid talk-id submission-id proposal-id paper-id speaker-id speakerid person-id code guid uuid nr no"
)

/// Columns with the text about a person.
package let biographyWords: Set<String> = words(
  """
  bio biography biographie biografi biografia biografie elamakerta zyciorys short-bio kurzbiografie kurzvita vita zur-person \
  lebenslauf presentation-av-talaren
  """)

/// Whether a word, as a slug, is one of a field's names.
package func isName(_ word: String, ofField name: String) -> Bool {
  word == name || columnSynonyms.contains { $0.field == name && $0.words.contains(word) }
}

/// The role in a session that a word means, such as `moderator`. `nil` if it means none.
package func roleInSession(of text: String) -> String? {
  let start = "speakers:"
  let word = slug(text)
  let field = columnSynonyms.first { $0.field.hasPrefix(start) && $0.words.contains(word) }?.field
  return field.map { String($0.dropFirst(start.count)) }
}

/// A header as a slug, without an ending or a unit in brackets, as in `Speaker(s)` and `Duration (min)`.
package func columnKey(_ header: String) -> String {
  guard header.hasSuffix(")"), let start = header.lastIndex(of: "("), start != header.startIndex,
    bracketsInHeaders.contains(header[start...].dropFirst().dropLast().lowercased())
  else { return slug(header) }
  return slug(String(header[..<start]))
}

private let bracketsInHeaders: Set = [
  "s", "es", "e", "n", "en", "er", "in", "innen", "r", "min", "min.", "mins", "minutes", "minuten",
  "minuter", "minutos",
  "optional", "required", "markdown", "html",
]

// MARK: Names of people

/// Columns with what a page is called; for a person with a name, they say what the person is.
package let titleWords: Set<String> = words(
  "title titel titre titulo titolo tittel titteli tytul")

package let nameWords: Set<String> = words(
  """
  name full-name fullname namn nom naam navn nimi nombre nome vollstandiger-name fullstandigt-namn nom-complet nombre-completo \
  nome-completo volledige-naam fulde-navn fullt-navn koko-nimi display-name public-name imie-i-nazwisko
  """)

package let sessionTitleWords: Set<String> = words(
  """
  session-title talk talk-title rubrik overskrift otsikko headline session-name presentation-title paper-title vortrag \
  vortragstitel titel-des-vortrags sessionstitel sessionens-titel foredrag titre-de-la-session titulo-de-la-sesion subject betreff
  """)

private let firstNameWords: Set<String> = words(
  """
  first-name firstname first given-name given-names givenname forename forenames christian-name vorname vornamen rufname fornamn \
  tilltalsnamn prenom prenoms nombre nombres nombre-de-pila nome primeiro-nome nome-proprio voornaam voornamen fornavn etunimi \
  etunimet imie imiona nome-di-battesimo
  """)

private let lastNameWords: Set<String> = words(
  """
  last-name lastname last surname family-name familyname nachname familienname zuname efternamn nom-de-famille apellido apellidos \
  primer-apellido cognome achternaam familienaam efternavn etternavn sukunimi nazwisko apelido apelidos sobrenome ultimo-nome
  """)

private let middleNameWords: Set<String> = words(
  """
  middle-name middlename middle-names middle-initial middle-initials zweiter-vorname mellannamn deuxieme-prenom \
  segundo-nombre secondo-nome tweede-naam tussenvoegsel mellemnavn mellomnavn toinen-nimi drugie-imie nome-do-meio
  """)

/// A part of a person's name that has a column of its own.
package enum NamePart: String {
  case full = "name"
  case first = "first_name"
  case middle = "middle_name"
  case last = "last_name"
  /// `Example, Ada`
  case reversed = "last_name_first"
}

/// The part of a person's name that a column has by its name, such as *Last name, First name*. `nil` if it has none.
package func namePart(of header: String) -> NamePart? {
  let word = columnKey(header)
  if firstNameWords.subtracting(nameWords).contains(word) { return .first }
  if lastNameWords.contains(word) { return .last }
  if middleNameWords.contains(word) { return .middle }
  if nameWords.contains(word) { return .full }
  let pieces = parts(of: header.replacing(" - ", with: ","), at: [",", "/", "&", "+"])
    .flatMap(piecesAtJoiningWords)
  guard pieces.count == 2 else { return nil }
  let isFirst = pieces.map { firstNameWords.contains($0) }
  let isLast = pieces.map { lastNameWords.contains($0) || nameWords.contains($0) }
  if isLast[0] && isFirst[1] && !isFirst[0] { return .reversed }
  return isFirst[0] && isLast[1] ? .full : nil
}

/// `vor-und-nachname` names both parts with one word.
private func piecesAtJoiningWords(_ text: String) -> [String] {
  let words = slug(text).split(separator: "-").map(String.init)
  guard
    let joint = words.firstIndex(where: {
      ["and", "und", "et", "och", "y", "e", "en", "og", "ja", "i"].contains($0)
    }),
    joint > 0, joint < words.count - 1
  else { return [slug(text)] }
  let (first, second) = (
    words[..<joint].joined(separator: "-"), words[(joint + 1)...].joined(separator: "-")
  )
  let endings = ["name", "namn", "naam", "navn", "nimi"]
  let ending = endings.first { second.hasSuffix($0) } ?? ""
  let isWhole = firstNameWords.contains(first) || lastNameWords.contains(first)
  return [isWhole ? first : first + ending, second]
}

private func words(_ text: String) -> Set<String> {
  Set(text.split(separator: " ").map(String.init))
}
