// Words by which people name the columns of their spreadsheets. Only those whose meaning is beyond doubt are here:
// about all others, the editor is asked.

/// What columns are called in English, German, Swedish and French, and the field that is meant.
let columnSynonyms: [(field: String, words: [String])] = [
  (
    "title",
    [
      "name", "full-name", "titel", "titre", "namn", "nom", "rubrik", "session-title", "talk",
      "talk-title",
    ]
  ),
  (
    "body",
    [
      "bio", "biography", "biographie", "biografi", "text", "abstract", "content", "about",
      "beschreibung",
    ]
  ),
  (
    "start",
    ["start-time", "starts", "begin", "begins", "beginn", "from", "startzeit", "starttid", "time"]
  ),
  ("end", ["end-time", "ends", "to", "until", "ende", "slut", "sluttid", "endzeit", "fin"]),
  ("day", ["date", "datum", "dag", "tag", "jour"]),
  ("duration", ["length", "minutes", "dauer", "langd", "duree"]),
  (
    "speakers",
    [
      "speaker", "presenter", "presenters", "who", "people", "persons", "talare", "referent",
      "referenten",
    ]
  ),
  ("speakers:moderator", ["moderator", "moderators", "moderation", "moderatorin", "moderateur"]),
  ("speakers:chair", ["chair", "chairs", "chairperson", "session-chair", "vorsitz", "ordforande"]),
  (
    "speakers:panellist",
    ["panellist", "panellists", "panelist", "panelists", "paneldeltagare", "podium"]
  ),
  ("room", ["location", "venue", "raum", "sal", "hall", "lokal", "salle"]),
  ("place", ["location", "venue", "building", "gebaude", "byggnad"]),
  ("track", ["theme", "stream", "spar"]), ("format", ["type", "session-type", "typ"]),
  ("spoken_language", ["language", "sprache", "sprak", "langue"]),
  (
    "affiliation",
    ["organization", "organisation", "company", "employer", "institution", "firma", "foretag"]
  ),
  ("role", ["position", "job-title", "function", "funktion"]),
  ("website", ["url", "link", "homepage", "web", "site", "webseite", "hemsida"]),
  ("links", ["link", "website", "webseite", "lien", "lank"]),
  ("email", ["mail", "e-mail", "e-post"]), ("phone", ["telephone", "tel", "telefon"]),
  ("photo", ["picture", "image", "portrait", "headshot", "foto", "bild"]),
  ("image", ["picture", "bild"]), ("capacity", ["seats", "size", "platser", "platze"]),
  ("colour", ["color", "farbe", "farg"]), ("country", ["land", "pays"]),
  ("topics", ["topic", "tags", "keywords", "themen", "amnen"]),
  ("first_name", ["firstname", "given-name", "forename", "vorname", "fornamn", "prenom"]),
  ("last_name", ["lastname", "surname", "family-name", "nachname", "efternamn"]),
]
