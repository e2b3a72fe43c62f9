"""A small conference in each language of the conference design: what an editor would write, and no template. The people,
places and organisations are invented, and their names say so."""

import json
from pathlib import Path

DAYS = ("2031-09-17", "2031-09-18")

# What differs between languages, in this order.
KEYS = ("language", "name", "lead", "programme", "speakers", "news", "rooms", "tracks", "partners", "topics", "topic",
        "welcome", "keynote", "workshop", "talk", "panel", "coffee", "dinner", "role", "text", "note", "item", "travel")

TEXTS = {
    "da": ("Dansk", "Konferencen for eksempler", "To dage om bæredygtige offentlige indkøb.", "Program", "Talere", "Nyheder",
           "Lokaler", "Spor", "Partnere", "Emner", "Energieffektivitet", "Velkomst", "Hvad indkøb kan ændre",
           "Livscyklusomkostninger i praksis", "Erfaringer fra en mellemstor kommune", "Indkøbere og leverandører ved samme bord",
           "Kaffe", "Middag på rådhuset", "Ordfører for eksempler", "Hun siger: \"Vi køber for alle.\" Det gælder også i morgen.",
           "Tag et navneskilt på.", "Programmet er klar", "Transport og indkvartering"),
    "de": ("Deutsch", "Konferenz der Beispiele", "Zwei Tage über nachhaltige öffentliche Beschaffung.", "Programm", "Vortragende",
           "Neuigkeiten", "Räume", "Themenreihen", "Beteiligte Organisationen", "Schlagwörter", "Energieeffizienz", "Begrüßung",
           "Was Beschaffung verändern kann", "Lebenszykluskostenrechnung in der Vergabepraxis",
           "Erfahrungen einer Verwaltungsgemeinschaft", "Beschaffungsverantwortliche und Zulieferbetriebe im Gespräch", "Kaffee",
           "Abendessen im Rathaus", "Beauftragte für Beispielangelegenheiten",
           "Sie sagt: \"Wir kaufen für alle ein.\" Das gilt auch morgen.", "Bitte tragen Sie Ihr Namensschild.",
           "Das Programm steht fest", "Anreise und Unterkunft"),
    "en": ("English", "Conference of Samples", "Two days on sustainable public purchasing.", "The programme", "The speakers",
           "The news", "The rooms", "The tracks", "The partners", "Subjects", "Energy efficiency", "Words of welcome",
           "What purchasing can change", "Life-cycle costing in practice", "What a middle-sized town has learnt",
           "Buyers and suppliers at one table", "Coffee", "Dinner at the town hall", "Commissioner for samples",
           "She says: \"We buy for everybody.\" That holds tomorrow, too.", "Please wear your badge.", "The programme is ready",
           "Travel and beds"),
    "es": ("Español", "Congreso de Ejemplos", "Dos días sobre compra pública sostenible.", "El programa", "Las personas", "Novedades",
           "Las salas", "Las líneas", "Entidades", "Materias", "Eficiencia energética", "Bienvenida", "Lo que la compra puede cambiar",
           "El coste del ciclo de vida en la práctica", "La experiencia de una mancomunidad", "Compradores y proveedores en una mesa",
           "Café", "Cena en el ayuntamiento", "Comisionada de ejemplos", "Ella dice: \"Compramos para todos.\" También mañana.",
           "Lleve su acreditación.", "El programa está listo", "Cómo llegar y dónde alojarse"),
    "fi": ("Suomi", "Esimerkkien konferenssi", "Kaksi päivää kestävistä julkisista hankinnoista.", "Ohjelma", "Puhujat", "Uutta",
           "Salit", "Teemat", "Yhteistyökumppanit", "Avainsanat", "Energiatehokkuus", "Avajaissanat", "Mitä hankinnat voivat muuttaa",
           "Elinkaarikustannuslaskenta hankintakäytännöissä", "Keskisuuren kaupungin kokemuksia",
           "Hankinta-asiantuntijat ja tavarantoimittajat saman pöydän ääressä", "Kahvi", "Illallinen kaupungintalolla",
           "Esimerkkiasioiden neuvottelija", "Hän sanoo: \"Ostamme kaikille.\" Niin myös huomenna.", "Pidä nimikyltti näkyvissä.",
           "Ohjelma on valmis", "Matkustaminen ja majoitus"),
    "fr": ("Français", "Conférence des exemples", "Deux journées sur les achats publics durables.", "Le programme", "Les voix",
           "Nouvelles", "Les salles", "Les parcours", "Nos partenaires", "Mots-clés", "Efficacité énergétique", "Mots de bienvenue",
           "Ce que l’achat peut changer", "Le coût du cycle de vie dans la pratique des marchés",
           "L’expérience d’une communauté de communes", "Acheteurs et fournisseurs autour d’une table", "Café", "Dîner à la mairie",
           "Déléguée aux exemples", "Elle dit\u00a0: \"Nous achetons pour tous.\" Demain aussi.", "Portez votre badge.",
           "Le programme est prêt", "Venir et se loger"),
    "it": ("Italiano", "Conferenza degli esempi", "Due giorni sugli acquisti pubblici sostenibili.", "Il programma", "Le voci",
           "Novità", "Le sale", "I percorsi", "Gli enti", "Parole chiave", "Efficienza energetica", "Benvenuto",
           "Ciò che gli acquisti possono cambiare", "Il costo del ciclo di vita nella pratica", "L’esperienza di un’unione di comuni",
           "Acquirenti e fornitori allo stesso tavolo", "Caffè", "Cena in municipio", "Delegata agli esempi",
           "Lei dice: \"Compriamo per tutti.\" Anche domani.", "Porti il cartellino.", "Il programma è pronto", "Come arrivare"),
    "nb": ("Norsk bokmål", "Konferansen for eksempler", "To dager om bærekraftige offentlige innkjøp.", "Program", "Foredragsholdere",
           "Nyheter", "Rommene", "Sporene", "Samarbeidspartnere", "Stikkord", "Energieffektivitet", "Velkommen",
           "Hva innkjøp kan endre", "Livssykluskostnader i praksis", "Erfaringer fra en mellomstor kommune",
           "Innkjøpere og leverandører ved samme bord", "Kaffe", "Middag på rådhuset", "Ombud for eksempler",
           "Hun sier: \"Vi kjøper for alle.\" Det gjelder også i morgen.", "Bruk navneskilt.", "Programmet er klart",
           "Reise og overnatting"),
    "nl": ("Nederlands", "Congres van voorbeelden", "Twee dagen over duurzame overheidsinkopen.", "Het programma", "De sprekers",
           "Berichten", "De zalen", "De lijnen", "Deelnemende organisaties", "Trefwoorden", "Energiezuinigheid", "Welkomstwoord",
           "Wat inkoop kan veranderen", "Levenscycluskosten in de aanbestedingspraktijk", "Ervaringen van een samenwerkingsverband",
           "Inkopers en leveranciers aan één tafel", "Koffie", "Diner in het stadhuis", "Gemachtigde voor voorbeelden",
           "Zij zegt: \"Wij kopen voor iedereen.\" Ook morgen.", "Draag uw naamkaartje.", "Het programma is klaar", "Reis en verblijf"),
    "pl": ("Polski", "Konferencja przykładów", "Dwa dni o zrównoważonych zamówieniach publicznych.", "Program", "Prelegenci",
           "Nowości", "Sale", "Ścieżki", "Organizacje partnerskie", "Hasła", "Efektywność energetyczna", "Powitanie",
           "Co mogą zmienić zamówienia", "Rachunek kosztów cyklu życia w praktyce zamówień", "Doświadczenia związku międzygminnego",
           "Zamawiający i dostawcy przy jednym stole", "Kawa", "Kolacja w ratuszu", "Pełnomocniczka do spraw przykładów",
           "Mówi: \"Kupujemy dla wszystkich.\" Jutro także.", "Prosimy nosić identyfikator.", "Program jest gotowy",
           "Dojazd i zakwaterowanie"),
    "pt": ("Português", "Conferência dos Exemplos", "Dois dias sobre compras públicas sustentáveis.", "O programa", "As vozes",
           "Novidades", "As salas", "Os eixos", "As entidades", "Palavras-chave", "Eficiência energética", "Boas-vindas",
           "O que as compras podem mudar", "O custo do ciclo de vida na prática", "A experiência de uma associação de municípios",
           "Compradores e fornecedores à mesma mesa", "Café", "Jantar na câmara", "Delegada para os exemplos",
           "Ela diz: \"Compramos para todos.\" Amanhã também.", "Use o seu crachá.", "O programa está pronto", "Como chegar"),
    "sv": ("Svenska", "Exempelkonferensen", "Två dagar om hållbara offentliga inköp.", "Program", "Medverkande", "Nyheter", "Rummen",
           "Spåren", "Samarbetspartner", "Ämnesord", "Energieffektivitet", "Välkomstord", "Vad inköp kan ändra",
           "Livscykelkostnader i upphandlingspraktiken", "Erfarenheter från en mellanstor kommun",
           "Inköpare och leverantörer vid samma bord", "Kaffe", "Middag i rådhuset", "Ombud för exempel",
           "Hon säger: \"Vi köper åt alla.\" Det gäller i morgon med.", "Bär namnskylten.", "Programmet är klart", "Resa och boende"),
}

ARABIC = "هذا المؤتمر مثال فقط، ويستمر يومين."
# What is the same in every language: names and units.
NAMES = {"kB", "Ada Example", "Bo Beispiel", "Cleo Ejemplo", "Sampletown", "Institute of Samples", "Sampleworks Ltd", "Foundry of Samples",
         "A1", "B2", "PDF", "#samples", "example.org", "مرحبا",
         ARABIC}

HALL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><path d="M0 80h160v10H0zM20 30h120v50H20z"/></svg>\n'


def write(folder: Path, language: str, words: str | None = None) -> Path:
    """Writes the site in a language; `words` is the language of its texts where it isn't that."""
    text = dict(zip(KEYS, TEXTS[words or language], strict=True))
    for path, content in files(text, language).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return folder


def page(title: str, text: str = "", **front_matter) -> str:
    """A page's file. Each value is written as JSON, which is YAML, too."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in {"title": title, **front_matter}.items()]
    return "---\n" + "\n".join(lines) + "\n---\n" + text


def files(text: dict[str, str], language: str) -> dict[str, str]:
    return {"site.yaml": settings(text, language), "content/hall.svg": HALL, "content/plan.pdf": "%PDF-1.4\n" + 500_000 * "%",
            "content/_index.md": page(text["name"], text["text"] + "\n", description=text["lead"]),
            "content/practical.md": practical(text),
            "content/all.md": page(text["topics"], template="index.html"),
            "content/questions/_index.md": page(text["note"], defaults={"kind": "question", "page": False}),
            "content/questions/badge.md": page(text["lead"], text["text"] + " :session[keynote] :person[ada-example]{role}\n", group=text["travel"]),
            "content/questions/food.md": page(text["topic"], text["text"] + "\n", group=text["travel"]),
            "content/questions/visa.md": page(text["welcome"], text["lead"] + "\n"),
            **programme(text), **people(text), **lists(text)}


def settings(text: dict[str, str], language: str) -> str:
    menu = [{"title": text[name], "page": f"/{name}/"} for name in ("programme", "speakers", "news")]
    menu.append({"title": text["travel"], "page": "/practical/"})
    return json.dumps({
        "title": text["name"], "description": text["lead"], "base_url": "https://demonstration.example/", "timezone": "Europe/Stockholm",
        "languages": {language: {"name": text["language"]}},
        "taxonomies": {"topics": {"title": text["topics"], "paginate": 1}},
        "menus": {"main": menu, "before": menu[:2], "during": menu[:1], "after": menu[1:3],
                  "footer": [{"title": text[name], "page": f"/{name}/"} for name in ("rooms", "tracks", "partners")]
                  + [{"title": text["topics"], "page": "/all/"}]},
        "event": {"name": text["name"], "starts": DAYS[0], "ends": DAYS[1], "mode": "both", "venue": "/practical/",
                  "city": "Sampletown", "country_code": "SE", "programme": "/programme/", "hashtag": "#samples",
                  "organisers": ["/partners/institute/"], "contact": "/partners/institute/",
                  "registration": {"url": "https://example.org/register", "from": "2031-05-01", "until": "2031-09-01"},
                  "call_for_papers": {"url": "https://example.org/papers", "until": "2031-04-01"}},
        "design": {"accent": "#31580f", "home": ["registration", "days", "text", "news", "speakers", "organisers", "sponsors"]},
    }, ensure_ascii=False, indent=2) + "\n"


def practical(text: dict[str, str]) -> str:
    """A page with everything for which the program itself has words."""
    return page(text["travel"], f"""\
## {text["rooms"]}

{text["text"]}[^1] [{text["topic"]}](plan.pdf)

> [!WARNING]
> {text["note"]}

> [!TIP]
> {text["lead"]}

:::note{{kind=warning title="{text["travel"]}"}}
{text["note"]}
:::

## {text["partners"]}

| {text["rooms"]} | {text["tracks"]} |
|---|---|
| A1 | {text["topic"]} |

::download{{path="plan.pdf" title="{text["programme"]}" language=pl}}

::video{{href="https://example.org/film" title="{text["keynote"]}"}}

::map-link{{place="Sampletown" lat="55.6" lon="13.0"}}

## {text["news"]}

:::quote{{who="Ada Example" source="https://example.org/words"}}
{text["lead"]}
:::

:::lang{{code=ar}}
## مرحبا

{ARABIC}

- مرحبا
- 2031
:::

[^1]: {text["lead"]}
""", description=text["lead"], topics=[text["topic"]], updated="2031-03-01", sources=["https://example.org/words"])


def programme(text: dict[str, str]) -> dict[str, str]:
    first, second = DAYS
    sessions = {
        "registration": page(text["partners"], start=f"{first} 08:30", end=f"{first} 09:00", everywhere=True, format="registration"),
        "welcome": page(text["welcome"], start=f"{first} 09:00", end=f"{first} 09:30", everywhere=True, format="plenary", number=1,
                        speakers=["ada-example"]),
        "keynote": page(text["keynote"], text["text"] + "\n", description=text["lead"], start=f"{first} 09:30",
                        end=f"{first} 10:30", room="a1", format="keynote", track="energy", speakers=[
                            {"person": "ada-example", "role": text["role"], "slides": "/plan.pdf"}, {"person": "bo-beispiel"}],
                        spoken_language=text["language"], level="beginner", delivery="both", capacity=120,
                        topics=[text["topic"]], points=[text["topic"], text["lead"]],
                        stream="https://example.org/stream", recording="https://example.org/film"),
        "coffee": page(text["coffee"], start=f"{first} 10:30", end=f"{first} 11:00", everywhere=True, format="break"),
        "workshop": page(text["workshop"], start=f"{first} 11:00", end=f"{first} 12:30", room="a1", format="workshop", track="energy",
                         speakers=["cleo-ejemplo"], level="advanced", delivery="on-site"),
        "talk": page(text["talk"], start=f"{first} 11:00", end=f"{first} 11:45", room="b2", format="talk", track="money",
                     speakers=["bo-beispiel"], status="cancelled", status_note=text["note"]),
        "table": page(text["topic"], parent="workshop", format="table", round=1, speakers=["bo-beispiel"]),
        "dinner": page(text["dinner"], start=first, format="social"),
        "panel": page(text["panel"], start=f"{second} 09:00", end=f"{second} 10:00", room="b2", format="panel", track="money",
                      speakers=["ada-example", "cleo-ejemplo"], status="moved"),
        "lightning": page(text["talk"] + " II", start=f"{second} 10:00", end=f"{second} 10:10", room="a1",
                          format="lightning-talk", level="intermediate", speakers=["bo-beispiel"]),
    }
    days = {f"day-{number}": page(f"{text['programme']} {number}", kind="day", held_on=day, weight=number)
            for number, day in enumerate(DAYS, 1)}
    return {"content/programme/_index.md": page(text["programme"], programme=True, sort="start", defaults={"kind": "session"}),
            **{f"content/programme/{name}.md": content for name, content in (sessions | days).items()}}


def people(text: dict[str, str]) -> dict[str, str]:
    people = {
        "ada-example": page("Ada Example", text["text"] + "\n", role=text["role"], organisation="institute", country="Sampletown",
                            website="https://example.org/ada", extra={"featured": True}),
        "bo-beispiel": page("Bo Beispiel", role=text["role"], affiliation="Sampleworks Ltd"),
        "cleo-ejemplo": page("Cleo Ejemplo", role=text["role"], extra={"featured": True}),
    }
    return {"content/speakers/_index.md": page(text["speakers"], sort="title", defaults={"kind": "speaker"}),
            **{f"content/speakers/{name}.md": content for name, content in people.items()}}


def lists(text: dict[str, str]) -> dict[str, str]:
    """Rooms, tracks, news, organisations and sponsors."""
    sections = {
        "rooms": ("room", {"a1": page("A1", capacity=120, floor="1", access=text["note"]), "b2": page("B2", capacity=40)}),
        "tracks": ("track", {"energy": page(text["topic"]), "money": page(text["workshop"])}),
        "news": ("news", {
            "ready": page(text["item"], text["text"] + "\n", date="2031-03-01", description=text["lead"], topics=[text["topic"]]),
            "travel": page(text["travel"], text["lead"] + "\n", date="2031-02-01", source_url="https://example.org/words")}),
        "partners": ("organisation", {
            "institute": page("Institute of Samples", text["lead"] + "\n", groups=["organiser", "host"],
                              website="https://example.org/institute", address="Sampletown", phone="+46 40 000", founded="1990",
                              figures=[{"figure": "12", "what": text["topics"]}], milestones=[{"year": "2001", "name": text["item"]}]),
            "foundry": page("Foundry of Samples", groups=["exhibitor"])}),
        "sponsors": ("sponsor", {"works": page("Sampleworks Ltd", tier="gold", website="https://example.org/works")}),
    }
    found = {}
    for name, (kind, pages) in sections.items():
        title = text[name] if name in text else "Sampleworks Ltd"
        sort = {"sort": "-date", "paginate": 1, "feed": True} if kind == "news" else {}
        found[f"content/{name}/_index.md"] = page(title, defaults={"kind": kind}, **sort)
        found |= {f"content/{name}/{id}.md": content for id, content in pages.items()}
    return found
