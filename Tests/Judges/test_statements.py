"""What the organisers wrote in 2012 stands on the page where a reader looks for it, with its weight.

The site was made from a document of the organisers. The table leads from each of its statements to a page and to the words that
have to be in the text of that page, in this order within one paragraph, list item, figure or fact.
"""

import re

import html5lib

import lectern

ICLEI, MALMO = "organisations/iclei", "organisations/city-of-malmo"
CLAIM = "organisers"

# (the statement, its page, the words in their order)
STATEMENTS = [
    ("ICLEI is an international association of over 1,200 local governments", ICLEI,
     ["international association", "local governments", "over 1,200"]),
    ("positive change on a global scale through local action", ICLEI,
     ["positive change on a global scale through local action"]),
    ("about 200 members in Europe", ICLEI, ["about 200", "Europe"]),
    ("local input to European and UN processes and to international policy forums", ICLEI,
     ["European Union", "United Nations", "international policy forums"]),
    ("information, tools, networking, training, consulting", ICLEI,
     ["information, tools", "networking", "training", "consulting"]),
    ("the only global city network for sustainable development", ICLEI,
     [CLAIM, "2012", "only global city network", "sustainable development"]),
    ("over 15 years of work on sustainable procurement", ICLEI, [CLAIM, "2012", "over 15 years"]),
    ("implementation, awareness, new approaches, policy", ICLEI,
     [CLAIM, "practice", "awareness", "new approaches", "European and international policy"]),
    ("training and consultancy on SPP, events, networking", ICLEI,
     ["training and consultancy on sustainable public procurement", "events", "networks"]),
    ("Procura+ supports, promotes achievements internationally, exchange", "campaigns/procuraplus",
     ["supports public authorities", "promotes their achievements internationally", "exchange"]),
    ("the SCI-Network", "campaigns/sci-network", ["better for the climate and open to new solutions"]),
    ("Sustainable Timber Action: forest management and fair trade", "campaigns/sustainable-timber-action",
     ["sustainable forest management and fair trade"]),
    ("LANDMARK: guidance and engagement opportunities", "campaigns/landmark",
     ["guidance and engagement opportunities"]),
    ("LANDMARK: living and working conditions in Asia and sub-Saharan Africa", "campaigns/landmark",
     ["living and working conditions", "Asia", "sub-Saharan Africa"]),
    ("the PPI Platform: networking, capacity building, information, procurement as a mechanism", "campaigns/ppi-platform",
     [CLAIM, "2012", "networking, capacity building and information", "procurement as a mechanism"]),
    ("and more projects", ICLEI, ["more projects than these", CLAIM, "2012"]),
    ("a member of the GPP EU-27 Advisory Group", ICLEI, ["member", "GPP EU-27 Advisory Group"]),
    ("a member of the GPP EU-27 Advisory Group, on the group's page", "organisations/gpp-advisory-group",
     [CLAIM, "GPP EU-27 Advisory Group"]),
    ("a member of the UN Marrakech Task Force on SPP", ICLEI,
     ["United Nations", "Marrakech Task Force on sustainable public procurement"]),
    ("a member of the UN Marrakech Task Force, on its page", "organisations/marrakech-task-force", ["member in 2012"]),
    ("co-founder and vice-chair of the IGPN", ICLEI,
     ["co-founder and the vice-chair", "International Green Purchasing Network"]),
    ("IGPN, printed as Internal", "organisations/igpn", ["Internal", "misprint"]),
    ("www.iclei-europe.org", "contact", ["www.iclei-europe.org"]),
    ("Malmö is the commercial centre of southern Sweden", MALMO, ["commercial centre of southern Sweden"]),
    ("300,000 inhabitants", MALMO, ["300,000 inhabitants"]),
    ("an international, multicultural city with an attractive business environment", MALMO,
     [CLAIM, "international and multicultural", "attractive environment for business"]),
    ("numerous international awards, pioneering pilot projects", MALMO,
     ["wrote", "numerous international awards", "pioneering pilot projects"]),
    ("the first Fair Trade City in Sweden", MALMO, ["first Fair Trade City in Sweden"]),
    ("15 years of progress by major public and private investments", MALMO,
     ["15 years", "wrote", "major public and private investments", "housing", "retrofitting", "energy", "transport", "food",
      "fair trade", "education"]),
    ("pilot projects enlarged and made normal practice, new initiatives", MALMO,
     ["pilot projects", "normal practice", "new initiatives"]),
    ("held in Malmö Expo", "practical/venue", ["Malmö Expo"]),
    ("one of the most sustainable exhibition centres in Europe", "practical/venue",
     [CLAIM, "2012", "one of the most sustainable exhibition centres in Europe"]),
    ("a dynamic new development zone with sustainability credentials", "practical/venue",
     [CLAIM, "dynamic new development zone", "sustainability credentials"]),
    ("Sustainability Week: professional events and public activities that show the city's efforts",
     "about/sustainability-week", ["professional events and public activities", "efforts"]),
    ("study tours for residents", "about/study-tours", ["study tours were offered to the residents of Malmö"]),
    ("a programme of study tours for participants", "about/study-tours",
     ["offered participants a programme of study tours"]),
    ("www.malmo.se/sustainablecity", "contact", ["www.malmo.se/sustainablecity"]),
]

# What holds one statement: a paragraph, a list item, a figure with what it counts.
BLOCKS = {"p", "li", "div", "dd"}


def passages(path) -> list[str]:
    """The texts of the page's content, block by block, with single spaces and straight apostrophes."""
    document = html5lib.parse(path.read_text(), namespaceHTMLElements=False)
    main = document.find(".//main")
    found = [element for element in main.iter() if element.tag in BLOCKS and element.find(".//p") is None]
    return [re.sub(r"\s+", " ", "".join(element.itertext())).replace("’", "'") for element in found]


def has_in_order(text: str, words: list[str]) -> bool:
    place = 0
    for word in words:
        place = text.find(word, place)
        if place < 0:
            return False
        place += len(word)
    return True


class StatementTests(lectern.LecternTest):
    def test_are_all_on_the_page_where_a_reader_looks_for_them(self):
        site = lectern.copy(lectern.SITE, self.folder / "site")
        self.build(site)
        missing = [f"{page}: {statement} | {', '.join(words)}" for statement, page, words in STATEMENTS
                   if not any(has_in_order(text, words) for text in passages(site / f"output/{page}/index.html"))]
        self.assertNothing(missing)

    def test_find_words_in_their_order_within_one_passage(self):
        self.assertTrue(has_in_order("the organisers wrote in 2012 that", ["organisers", "2012"]))
        self.assertFalse(has_in_order("in 2012 the organisers wrote", ["organisers", "2012"]))
        self.assertFalse(has_in_order("the organisers wrote", ["organisers", "2012"]))

