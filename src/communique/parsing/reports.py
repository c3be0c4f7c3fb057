"""Trees around verbs of saying that the parser grows wrong, set right before clauses are read."""

from __future__ import annotations

from communique.grammar import Token

_SAYS = frozenset("say add tell report announce state note explain".split())
# What a speaker does himself, joined to what he says: "said it respected the vote and urged Arnor to free him".
_OWN_ACTS = frozenset(
    "urge call demand warn vow pledge promise condemn criticise criticize praise thank accuse reject appeal invite"
    " welcome denounce threaten offer refuse congratulate rule insist propose hail deny blame".split()
)
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


def mend_reports(tokens: list[Token]) -> None:
    """Mends, in place, what the functions below name."""
    for token in list(tokens):
        if token.lemma in _SAYS and token.tag == "VBD":
            if token.dep == "advcl":
                _mend_trailing(tokens, token)
            elif token.dep == "ROOT":
                _mend_lost_sayers(tokens, token)
        elif token.dep == "conj" and token.tag == "VBD" and token.lemma in _OWN_ACTS:
            _mend_joined(tokens, token)
        elif token.dep == "pobj" and tokens[token.head].dep == "prt" and token.tag in _NOUNS:
            _mend_particle(tokens, token)


def _below(tokens: list[Token], verb: Token) -> list[Token]:
    return [t for t in tokens if t.head == verb.i and t.i != verb.i and t.sentence == verb.sentence]


def _mend_particle(tokens: list[Token], noun: Token) -> None:
    """ "Sealed off the strip": what the parser hangs on the particle is the verb's object; not "taken off the air"."""
    verb = tokens[tokens[noun.head].head]
    if not any(t.dep in ("nsubjpass", "auxpass", "dobj") for t in _below(tokens, verb)):
        tokens[noun.i] = noun._replace(dep="dobj", head=verb.i)


def _mend_trailing(tokens: list[Token], said: Token) -> None:
    """ "The rebels shelled the port at 1 p.m., the mayor said.": who says so at the end leads what is said."""
    told = tokens[said.head]
    below = _below(tokens, said)
    subject = next((t for t in below if t.dep == "nsubj"), None)
    if told.dep != "ROOT" or told.i > said.i or subject is None or any(t.dep in ("mark", "advmod") for t in below):
        return
    if any(t.dep in ("dobj", "ccomp", "xcomp") for t in below) or subject.i != said.i - 1:
        return
    first = subject.i
    while first > told.i and tokens[first - 1].text != ",":
        if tokens[first - 1].tag in ("VBD", "VBZ", "VBN", "WDT", "WRB", "WP"):
            return
        first -= 1
    if first == told.i:
        return
    tokens[said.i] = said._replace(dep="ROOT", head=said.i)
    tokens[told.i] = told._replace(dep="ccomp", head=said.i)
    for t in below:
        if t.i < first and t.text != ",":
            tokens[t.i] = t._replace(head=told.i)


def _mend_lost_sayers(tokens: list[Token], said: Token) -> None:
    """ "… freed 24 civilians, officials and aid workers said.": those before "said" say so, they were not freed."""
    below = _below(tokens, said)
    if any(t.dep in ("nsubj", "nsubjpass", "aux", "auxpass") for t in below) or said.i == 0:
        return
    if not any(t.dep == "ccomp" and t.i < said.i for t in below):
        return
    last = tokens[said.i - 1]
    while last.dep == "conj" and last.tag in _NOUNS:
        between = tokens[last.head + 1 : last.i]
        if any(t.text == "," for t in between):
            tokens[last.i] = last._replace(dep="nsubj", head=said.i)
            return
        last = tokens[last.head]


def _mend_joined(tokens: list[Token], act: Token) -> None:
    """ "Said Gondor respected the vote and urged Arnor to free him": the one who says so urges."""
    told = tokens[act.head]
    said = tokens[told.head]
    if (
        told.dep != "ccomp"
        or said.lemma not in _SAYS
        or said.tag != "VBD"
        or told.i < said.i
        or told.lemma in _OWN_ACTS
    ):
        return
    if any(t.dep in ("nsubj", "nsubjpass", "aux", "auxpass") for t in _below(tokens, act)):
        return
    if act.lemma in ("call", "rule") and tokens[min(act.i + 1, len(tokens) - 1)].lower not in ("on", "for", "out"):
        return
    tokens[act.i] = act._replace(head=said.i)
    for t in _below(tokens, told):
        if t.dep == "cc" and told.i < t.i < act.i:
            tokens[t.i] = t._replace(head=said.i)
