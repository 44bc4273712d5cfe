"""Who may see and do what: one table for each law, held against the real site by `test_matrix.py`.

A row is an office, or somebody in a position of their own. A cell has one sign for each state of a case, in the order
of STATES; what is about no case has one sign and a table of its own.

    +  opens, or is carried out        n  only the number on the work list, and why the rest is closed
    .  not found, as if it were not there        x  refused, with the reason        -  too late: the case is settled
    s  sent to the page for signing in

    list      the work list                      copy      the accused's own page, with the letters sent to them
    dossier   every page of the dossier          enclosed  an attachment, on that page
    papers    letters, their PDFs, attachments   reply     the written reply of the accused
    steps     every step but the next two        end       ending an emergency opening of this case
    appoint   consulting a service, appointing   seen      taking the message about it off the work list
"""

from __future__ import annotations

STATES = {
    "zaltbommel": "received admitted assigned heard judged closed refused withdrawn",
    "voorbeeldstad": "received admitted assigned heard judged closed refused withdrawn handed",
}

#: The Awb and the Klachtenregeling Zaltbommel 2008. Positions about a case of their own stand under the line.
ZALTBOMMEL = """
                     list     dossier  papers   steps    appoint  copy     enclosed reply    end      seen
coordinator          ++++++++ ++++++++ ++++++++ ++++++++ ++++++++ ........ ........ ........ ++++++++ ++++++++
deputy               ++++++++ ++++++++ ++++++++ ++++++++ ++++++++ ........ ........ ........ ++++++++ ++++++++
former_coordinator   ........ ........ ........ ........ ........ ........ ........ ........ ........ ........
future_coordinator   ........ ........ ........ ........ ........ ........ ........ ........ ........ ........
front_desk           ........ ........ ........ ........ ........ ........ ........ ........ ........ ........
handler              ..+++++. ..+++++. ..+++++. ..+++++. ..xxxxx. ........ ........ ........ ..+++++. ........
former_handler       ........ ........ ........ ........ ........ ........ ........ ........ ........ ........
other_handler        ........ ........ ........ ........ ........ ........ ........ ........ ........ ........
secretary            ........ ........ ........ ........ ........ ........ ........ ........ ........ ........
mayor                ........ ........ ........ ........ ........ ........ ........ ........ ........ ........
deputy_mayor         ........ ........ ........ ........ ........ ........ ........ ........ ........ ........
council_chair        ........ ........ ........ ........ ........ ........ ........ ........ ........ ........
accused              ........ ........ ........ ........ ........ ..+++++. ..+++++. ..+++--. ........ ........
administrator        ........ ........ ........ ........ ........ ........ ........ ........ ++++++++ ........
privacy_officer      ........ ........ ........ ........ ........ ........ ........ ........ ........ ........
no_office            ........ ........ ........ ........ ........ ........ ........ ........ ........ ........
nobody               ssssssss ssssssss ssssssss ssssssss ssssssss ssssssss ssssssss ssssssss ssssssss ssssssss
--------------------
accused_coordinator  nnnnnnnn xxxxxxxx xxxxxxxx xxxxxxxx xxxxxxxx ..+++++. ..+++++. ..+++--. ........ ........
deputy_for_accused   ++++++++ ++++++++ ++++++++ ++++++++ ++++++++ ........ ........ ........ ++++++++ ++++++++
involved_coordinator nnnnnnnn xxxxxxxx xxxxxxxx xxxxxxxx xxxxxxxx ........ ........ ........ ........ ........
in_an_emergency      ........ ++++++++ ++++++++ ........ ........ ........ ........ ........ ++++++++ ........
"""

#: The decree on local government and the klachtenreglement; the last state is a staff case handed to the directeur.
VOORBEELDSTAD = """
                     list      dossier   papers    steps     appoint   copy      enclosed  reply     end       seen
coordinator          ++++++++n ++++++++x ++++++++x ++++++++x ++++++++x ......... ......... ......... ++++++++. ++++++++.
deputy               ++++++++n ++++++++x ++++++++x ++++++++x ++++++++x ......... ......... ......... ++++++++. ++++++++.
former_coordinator   ......... ......... ......... ......... ......... ......... ......... ......... ......... .........
future_coordinator   ......... ......... ......... ......... ......... ......... ......... ......... ......... .........
front_desk           ......... ......... ......... ......... ......... ......... ......... ......... ......... .........
handler              ..++++... ..++++... ..++++... ..++++... ..xxxx... ......... ......... ......... ..++++... .........
former_handler       ......... ......... ......... ......... ......... ......... ......... ......... ......... .........
other_handler        ......... ......... ......... ......... ......... ......... ......... ......... ......... .........
director             ........+ ........+ ........+ ........+ ........x ......... ......... ......... ........+ ........+
head_of_service      ......... ......... ......... ......... ......... ......... ......... ......... ......... .........
accused              ......... ......... ......... ......... ......... ...+++..+ ......... ...++-..+ ......... .........
administrator        ......... ......... ......... ......... ......... ......... ......... ......... +++++++++ .........
privacy_officer      ......... ......... ......... ......... ......... ......... ......... ......... ......... .........
no_office            ......... ......... ......... ......... ......... ......... ......... ......... ......... .........
nobody               sssssssss sssssssss sssssssss sssssssss sssssssss sssssssss sssssssss sssssssss sssssssss sssssssss
--------------------
accused_coordinator  nnnnnnnnn xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx ...+++..+ ......... ...++-..+ ......... .........
deputy_for_accused   ++++++++n ++++++++x ++++++++x ++++++++x ++++++++x ......... ......... ......... ++++++++. ++++++++.
involved_coordinator nnnnnnnnn xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx ......... ......... ......... ......... .........
in_an_emergency      ......... +++++++++ +++++++++ ......... ......... ......... ......... ......... +++++++++ .........
"""

#: The same under both laws: their own page, the access log, opening in an emergency, writing a complaint down, and
#: administering people, offices and settings.
NO_CASE = """
                     own log emergency record admin
coordinator           +   +      x       +      x
deputy                +   +      x       +      x
former_coordinator    +   x      x       x      x
future_coordinator    +   x      x       x      x
front_desk            +   x      x       +      x
handler               +   x      x       x      x
former_handler        +   x      x       x      x
other_handler         +   x      x       x      x
secretary             +   x      x       x      x
director              +   x      x       x      x
head_of_service       +   x      x       x      x
mayor                 +   x      x       x      x
deputy_mayor          +   x      x       x      x
council_chair         +   x      x       x      x
accused               +   x      x       x      x
administrator         +   x      +       x      +
privacy_officer       +   +      x       x      x
no_office             +   x      x       x      x
nobody                s   s      s       s      s
"""

#: Who takes the part of a row in each municipality.
PEOPLE = {
    "zaltbommel": {
        "coordinator": "noor", "deputy": "pim", "former_coordinator": "olga", "future_coordinator": "fenna",
        "front_desk": "sara", "handler": "karel", "former_handler": "kees", "other_handler": "hanneke",
        "secretary": "tine", "mayor": "rob", "deputy_mayor": "mieke", "council_chair": "dirk", "accused": "vera",
        "administrator": "iris", "privacy_officer": "omar", "no_office": "niek", "nobody": "",
        "accused_coordinator": "noor", "deputy_for_accused": "pim", "involved_coordinator": "noor",
        "in_an_emergency": "iris",
    },
    "voorbeeldstad": {
        "coordinator": "lies", "deputy": "bram", "former_coordinator": "olga", "future_coordinator": "fenna",
        "front_desk": "els", "handler": "amina", "former_handler": "jonas", "other_handler": "filip",
        "director": "griet", "head_of_service": "dina", "accused": "vera", "administrator": "wout",
        "privacy_officer": "nele", "no_office": "niek", "nobody": "",
        "accused_coordinator": "lies", "deputy_for_accused": "bram", "involved_coordinator": "lies",
        "in_an_emergency": "wout",
    },
}  # fmt: skip

#: The pages of a case, by column; each address of the site stands here, in ABOUT_NO_CASE or in FOR_ANYBODY.
ABOUT_A_CASE = {
    "list": ["GET /werkvoorraad"],
    "dossier": [
        "GET /zaak/{reference}",
        "GET /zaak/{reference}/{section}",
    ],
    "papers": [
        "GET /zaak/{reference}/brief/{name}",
        "GET /zaak/{reference}/bijlage/{number}",
    ],
    "steps": ["POST /zaak/{reference}/{step}"],
    "copy": ["GET /mijn-zaken/{reference}", "GET /mijn-zaken/{reference}/brief/{name}"],
    "enclosed": ["GET /mijn-zaken/{reference}/bijlage/{number}"],
    "reply": ["POST /mijn-zaken/{reference}/reactie"],
    "end": ["POST /noodtoegang/{number}/beeindigen"],
    "seen": ["POST /noodtoegang/{number}/gezien"],
}
SECTIONS = "beoordelen toewijzen behandelen afsluiten brieven"
STEPS = """
feiten gronden besluit aanvulling-vragen aanvulling-binnen formulier-vragen ontvangst-bevestigd
verlengen uitstel overdragen horen-klager horen-beklaagde afzien-klager afzien-beklaagde verslag reactie
bevindingen oordeel maatregel maatregel-uitgevoerd toestemming doorsturen niet-opgelost sluiten ombudsman
vertegenwoordiger machtiging machtiging-intrekken
"""
APPOINT = "overleg aanwijzen"
ABOUT_NO_CASE = {
    "own": ["GET /mijn-zaken"],
    "log": ["GET /inzage", "POST /inzage"],
    "emergency": ["GET /noodtoegang", "POST /noodtoegang"],
    "record": [
        "GET /mondeling",
        "POST /mondeling",
        "POST /mondeling/wijzigen",
        "POST /mondeling/vastleggen",
        "GET /mondeling/klaar",
        "GET /mondeling/klaar/afschrift.pdf",
    ],
    "admin": [
        "GET /beheer",
        "GET /beheer/mensen",
        "POST /beheer/mensen/toevoegen",
        "POST /beheer/mensen/uitnodigen",
        "POST /beheer/mensen/mailen",
        "POST /beheer/mensen/account",
        "GET /beheer/ambten",
        "POST /beheer/ambten/toevoegen",
        "POST /beheer/ambten/beeindigen",
        "GET /beheer/afdelingen",
        "POST /beheer/afdelingen",
        "POST /beheer/afdelingen/toevoegen",
        "POST /beheer/afdelingen/weghalen",
        "GET /beheer/opties",
        "POST /beheer/opties",
        "GET /beheer/sluitingsdagen",
        "POST /beheer/sluitingsdagen",
        "POST /beheer/sluitingsdagen/weghalen",
        "GET /beheer/uiterlijk",
        "POST /beheer/uiterlijk",
        "GET /beheer/bewaren",
        "POST /beheer/bewaren",
        "GET /beheer/logboek",
        "POST /beheer/terug-naar-bestand",
    ],
}

#: What everybody may open: citizens with or without their access code, and staff for their own account. What each of
#: these shows of whom is tested in tests/web/public, tests/web/account and tests/web/desk.
FOR_ANYBODY = """
GET /
GET /thema.css
GET /icoon.svg
GET /static/{file_path}
GET /toegankelijkheid
GET /privacy
GET /api/openapi.json
POST /api/uitleg
GET /klacht
POST /klacht
GET /klacht/ontvangen
GET /klacht/afschrift.pdf
GET /status
POST /status
GET /status/zaak
GET /status/brief/{file}
POST /status/afsluiten
GET /status/link
POST /status/link
GET /status/link/verstuurd
POST /status/openen
GET /status/openen/{token}
GET /status/code
POST /status/code
GET /status/code/nieuw
GET /aanmelden
POST /aanmelden
GET /aanmelden/tweede-stap
POST /aanmelden/tweede-stap
POST /aanmelden/tweede-stap/passkey
GET /aanmelden/passkey
POST /aanmelden/passkey
GET /aanmelden/organisatie
GET /aanmelden/organisatie/terug
GET /aanmelden/organisatie/af
POST /afmelden
GET /uitnodiging/{token}
POST /uitnodiging/{token}
GET /account
GET /account/wachtwoord
POST /account/wachtwoord
POST /account/sessies
GET /account/tweede-stap
GET /account/tweede-stap/app
POST /account/tweede-stap/app
GET /account/tweede-stap/passkey
POST /account/tweede-stap/passkey
POST /account/tweede-stap/weghalen
GET /account/herstelcodes
POST /account/herstelcodes
POST /account/herstelcodes/bewaard
"""

#: Which forms the pages of a case offer to whom, in each state: c the coordinator and the deputy, h the handler,
#: b both, d the algemeen directeur. A form that stands nowhere is for a case of another kind, such as an oral complaint
#: or an e-mail of doubtful origin, or waits for a step that these cases did not take.
OFFERED_TO = {"coordinator": "c", "handler": "h", "director": "d"}
OFFERED = {
    "zaltbommel": """
feiten                ccbbb.b.
gronden               ccbbb.b.
besluit               cchhh.c.
aanvulling-vragen     ccbbb.b.
aanvulling-binnen     ........
formulier-vragen      ........
ontvangst-bevestigd   ........
vertegenwoordiger     ccbbb.b.
machtiging            ........
machtiging-intrekken  ........
overleg               ........
aanwijzen             ccccc...
verlengen             ccbbb...
uitstel               ccbbb...
overdragen            ........
horen-klager          ccb.....
horen-beklaagde       ccb.....
afzien-klager         ccb.....
afzien-beklaagde      ccb.....
verslag               ccbbb...
reactie               ccbbb...
bevindingen           ccbbb...
oordeel               ccbbb...
maatregel             ....bb.c
maatregel-uitgevoerd  ........
toestemming           ........
doorsturen            ........
niet-opgelost         ........
sluiten               ccbbb.b.
ombudsman             ccbbbbbc
""",
    "voorbeeldstad": """
feiten                ccbbb.c.d
gronden               ccbbb.c.d
besluit               ccccc.c..
aanvulling-vragen     ccbbb.c.d
aanvulling-binnen     .........
formulier-vragen      .........
ontvangst-bevestigd   .........
vertegenwoordiger     ccbbb.c.d
machtiging            .........
machtiging-intrekken  .........
overleg               cc.......
aanwijzen             ccccc....
verlengen             ccbbb...d
uitstel               .........
overdragen            .........
horen-klager          ccb.....d
horen-beklaagde       ccb.....d
afzien-klager         ccb.....d
afzien-beklaagde      ccb.....d
verslag               ccbbb...d
reactie               ccbbb...d
bevindingen           ccbbb...d
oordeel               ccbbb...d
maatregel             ....bb.c.
maatregel-uitgevoerd  .........
toestemming           .........
doorsturen            .........
niet-opgelost         .........
sluiten               ccbbb.c.d
ombudsman             .........
""",
}
