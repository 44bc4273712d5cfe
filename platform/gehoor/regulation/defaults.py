"""The lowest layer under every law: where all law is silent, nobody sees, everything is kept, nobody is own judge."""

from __future__ import annotations

from gehoor.domain.case import Case
from gehoor.domain.citation import Source, SourceKind, cite
from gehoor.domain.organisation import Actor
from gehoor.regulation import answers as a
from gehoor.regulation.delivery import Delivery
from gehoor.regulation.hookspecs import hookimpl
from gehoor.regulation.law import Law

LAW = Law(
    Source(
        key="gehoor",
        title="Uitgangspunten van het platform",
        short="uitgangspunt van het platform, niet in de regeling bepaald",
        kind=SourceKind.TENANT_SETTING,
    ),
    articles=(),
)
#: European law, so it holds under every regulation the platform knows.
AVG = Source(
    key="avg", title="Algemene verordening gegevensbescherming", short="AVG", kind=SourceKind.STATUTE, lid_word="lid"
)


@LAW.article(answers="office:balie")
def front_desk_writes_down() -> a.Office:
    """Somebody at the front desk writes a complaint down for whoever tells it, and sees no case afterwards."""
    return a.Office(key="balie", title="Medewerker balie", part=a.Part.FRONT_DESK)


@LAW.article(answers="office:beheerder")
def administrator_sets_up() -> a.Office:
    """An administrator keeps the settings, the accounts and the offices, and has no content for that."""
    return a.Office(key="beheerder", title="Beheerder", part=a.Part.TENANT_ADMIN)


@LAW.article(answers="office:functionaris_gegevensbescherming", also=(cite(AVG, "39", "1", "b"),))
def privacy_officer_watches() -> a.Office:
    """Who watches over the AVG reads who looked at what. The article gives the task; that a log is enough is ours."""
    return a.Office(
        key="functionaris_gegevensbescherming",
        title="Functionaris gegevensbescherming",
        part=a.Part.PRIVACY_OFFICER,
    )


@LAW.article(answers="access:default")
def nobody_sees(actor: Actor) -> a.Access:
    """Whom no law lets see a case, does not see it."""
    return a.Access(key="default", sight=a.Sight.NOTHING, because="Geen regel geeft deze functie toegang.")


@LAW.article(answers="access:own_case")
def nobody_is_own_judge(actor: Actor, case: Case) -> a.Access:
    """Whom a complaint is about, or who was involved, does not keep it; whoever stands in does."""
    about = actor.person == case.complaint.accused.person
    why = "De klacht gaat over u" if about else "U was betrokken bij waar de klacht over gaat"
    return a.Access(
        key="own_case", sight=a.Sight.NOTHING, because=f"{why}. Daarom ziet uw vervanger deze zaak en u niet."
    )


@LAW.article(answers="retention:default")
def keep() -> a.Retention:
    """A file that no law lets destroy is kept."""
    return a.Retention(
        key="default", result_class="", title="Bewaren", years=None, remark="Geen regel bepaalt een termijn."
    )


@LAW.article(answers="delivery:default")
def by_post_unless_chosen() -> Delivery:
    """Nobody has to look into a mailbox for a letter of a public body, so paper is where all law is silent."""
    return Delivery(
        key="default",
        electronic=False,
        explanation="U krijgt onze brieven met de post, tenzij u zelf kiest om ze digitaal te krijgen.",
    )


def steps_aside(answer: a.Access, actor: Actor, case: Case | None) -> a.Access:
    """The answer of the law within the limit that holds under every law.

    The accused never handles, and who was involved never keeps the register of the case. A law may let
    somebody who was involved handle it (Awb 9:7 lid 2), so that answer stands.
    """
    if case is None or not case.concerns(actor.person):
        return answer
    about = actor.person == case.complaint.accused.person
    if answer.sight is a.Sight.ALL or (about and answer.sight is a.Sight.ASSIGNED):
        return nobody_is_own_judge(actor, case)
    return answer


@hookimpl
def offices() -> list[a.Office]:
    """The offices every municipality on the platform may have beside those of its regulation."""
    return [front_desk_writes_down(), administrator_sets_up(), privacy_officer_watches()]


@hookimpl
def register_access(actor: Actor, case: Case | None) -> a.Access:
    """Refuses."""
    return nobody_is_own_judge(actor, case) if case is not None and case.concerns(actor.person) else nobody_sees(actor)


@hookimpl
def retention(case: Case) -> a.Retention:
    """Keeps."""
    return keep()


@hookimpl
def delivery() -> Delivery:
    """By post."""
    return by_post_unless_chosen()
