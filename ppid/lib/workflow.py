"""A workflow is a table with one row per step. Pure: no database, no request."""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass


class NotAllowed(Exception):
    """This person may not take this step now. The text is shown to them as it is."""


class Missing(str):
    """A sentence about what is lacking that knows the page where it is mended."""

    __slots__ = ("at",)

    def __new__(cls, sentence, at):
        made = super().__new__(cls, sentence)
        made.at = at
        return made


def nothing(obj):
    return ()


@dataclass(frozen=True)
class Step:
    name: str  # the English verb the code uses: "submit"
    label: str  # the Indonesian word on the button: "Ajukan"
    sources: Set[str]  # the statuses it starts from
    target: str | None  # the status it ends at; None leaves it where it is
    by: Set[str]  # the roles that may take it, such as "tpid" or "tpid:verifikator"
    needs_note: bool = False
    own: bool | None = None  # True: the author alone; False: never the author; None: either
    of: Mapping[str, Set[str]] | None = (
        None  # acting role -> roles whose work (obj.peran) it judges
    )
    missing: Callable = nothing  # sentences: what the object still lacks
    awaited: bool = True  # False: it may be taken, but nobody waits for it

    def roles_for(self, obj, roles):
        """Those of a person's roles that carry this step for this object."""
        held = self.by & roles
        if self.of is None:
            return held
        return frozenset(role for role in held if obj.peran in self.of[role])

    def refusal(self, obj, roles, own):
        """Why this person may never take this step here, as a sentence; "" if they may."""
        if self.own is True and not own:
            return f"Hanya penulisnya yang dapat memilih “{self.label}”."
        if self.own is False and own:
            return f"Anda tidak dapat memilih “{self.label}” untuk pekerjaan Anda sendiri."
        if not self.roles_for(obj, roles):
            return f"Anda tidak berwenang untuk “{self.label}” di wilayah ini."
        return ""


@dataclass(frozen=True)
class Offer:
    """A step this person could take here, and whatever still stands in the way."""

    step: Step
    reasons: list[str]


class Workflow:
    def __init__(self, *steps):
        self.steps = {step.name: step for step in steps}

    def offers(self, obj, roles, *, own=False):
        return [
            Offer(step, list(step.missing(obj)))
            for step in self.steps.values()
            if obj.status in step.sources and not step.refusal(obj, roles, own)
        ]

    def check(self, name, obj, roles, *, own=False):
        """The step, if it may be taken now; raises NotAllowed with the sentence to show."""
        step = self.steps.get(name)
        if step is None:
            raise NotAllowed("Langkah ini tidak ada.")
        if obj.status not in step.sources:
            raise NotAllowed(f"“{step.label}” tidak berlaku: status {obj.get_status_display()}.")
        if refusal := step.refusal(obj, roles, own):
            raise NotAllowed(refusal)
        if reasons := list(step.missing(obj)):
            raise NotAllowed(" ".join(reasons))
        return step

    def moves_by(self, roles) -> Iterator[Step]:
        """The steps that move a status and that one of these roles is expected to take."""
        moves = (step for step in self.steps.values() if step.target and step.awaited)
        return (step for step in moves if step.by & roles)

    def mermaid(self):
        """The picture in README.md; a test keeps the two the same."""
        moves = [step for step in self.steps.values() if step.target]
        arrows = [f"    {s} --> {m.target}: {m.label}" for m in moves for s in sorted(m.sources)]
        return "\n".join(["stateDiagram-v2", *arrows])
