"""Every address of a municipality's website, under the column of the table that says who may open it."""

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
    "told": ["POST /meldingen/{number}/gezien"],
}
SECTIONS = "beoordelen toewijzen behandelen afsluiten brieven"
STEPS = """
feiten gronden besluit aanvulling-vragen aanvulling-binnen formulier-vragen ontvangst-bevestigd
verlengen instemming-vragen uitstel overdragen horen-klager horen-beklaagde afzien-klager afzien-beklaagde verslag
reactie advies bevindingen oordeel maatregel maatregel-uitgevoerd toestemming doorsturen niet-opgelost sluiten
ombudsman ombudsman-rapport ombudsman-antwoord
verzendwijze per-post bezorgd teruggekomen afspraak-klager afspraak-beklaagde afspraak-af-klager afspraak-af-beklaagde
vertegenwoordiger machtiging machtiging-intrekken voortgang toestemming-vragen tweede-lijn
"""
APPOINT = "overleg aanwijzen"
ABOUT_NO_CASE = {
    "own": ["GET /mijn-zaken", "GET /meldingen", "POST /meldingen/mail"],
    "log": ["GET /inzage", "POST /inzage"],
    "post": ["GET /postronde"],
    "sentlog": ["GET /verzendlog", "POST /verzendlog", "POST /postronde/maken"],
    "run": [
        "GET /postronde/{number}",
        "GET /postronde/{number}/bestand.pdf",
        "POST /postronde/{number}/gepost",
        "POST /postronde/{number}/vervallen",
        "POST /postronde/{number}/opnieuw",
    ],
    "mail": [
        "GET /binnengekomen/{number}",
        "GET /binnengekomen/{number}/bijlage/{which}",
        "GET /binnengekomen/{number}/bericht.txt",
        "POST /binnengekomen/{number}/zaak",
        "POST /binnengekomen/{number}/twijfel",
        "POST /binnengekomen/{number}/geen-klacht",
        "POST /binnengekomen/{number}/terug",
    ],
    "emergency": ["GET /noodtoegang", "POST /noodtoegang"],
    "reports": ["GET /rapporten", "GET /rapporten/{year}/{name}"],
    "record": [
        "GET /mondeling",
        "POST /mondeling",
        "POST /mondeling/wijzigen",
        "POST /mondeling/vastleggen",
        "GET /mondeling/klaar",
        "GET /mondeling/klaar/afschrift.pdf",
        "GET /binnengekomen",
    ],
    "admin": [
        "GET /beheer",
        "GET /beheer/mensen",
        "POST /beheer/mensen/toevoegen",
        "POST /beheer/mensen/uitnodigen",
        "POST /beheer/mensen/mailen",
        "POST /beheer/mensen/account",
        "POST /beheer/mensen/wijzigen",
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
        "GET /beheer/brieven",
        "GET /beheer/brieven/tekst",
        "POST /beheer/brieven/tekst",
        "GET /beheer/brieven/versies",
        "POST /beheer/brieven/terug",
        "GET /beheer/briefpapier",
        "POST /beheer/briefpapier",
        "GET /beheer/uiterlijk",
        "POST /beheer/uiterlijk",
        "GET /beheer/herinneringen",
        "POST /beheer/herinneringen",
        "GET /beheer/bewaren",
        "POST /beheer/bewaren",
        "GET /beheer/werk",
        "POST /beheer/werk/opnieuw",
        "GET /beheer/gemeente",
        "POST /beheer/gemeente",
        "GET /beheer/mail",
        "POST /beheer/mail",
        "GET /beheer/aanmelden",
        "POST /beheer/aanmelden",
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
POST /status/brieven
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
