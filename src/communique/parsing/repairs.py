"""Trees that the parser is known to grow wrong in news prose, set right before clauses are read."""

from __future__ import annotations

from collections.abc import Collection

from communique.grammar import Token
from communique.parsing.words import NEVER_DONE_TO

_CHARGES = frozenset({"charge", "count", "allegation", "offence", "offense", "suspicion", "conviction", "accusation"})
_SAYS = frozenset({"say", "tell", "add", "announce", "report"})
_IN_NAMES = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "ADP", "NUM", "PUNCT"})
_GIVES = frozenset({"grant", "give", "offer", "award", "deny"})
_OF_WHAT = frozenset({"accuse", "suspect", "convict", "acquit", "absolve", "deprive"})
_ON = frozenset({"on", "of", "for", "over", "under"})
_NOMINAL = frozenset({"dobj", "nsubj", "nsubjpass", "pobj", "attr"})
_GIVEN = frozenset(
    "give grant offer award pay deny show teach send tell ask call name elect appoint dub consider fine owe".split()
)
_TIMES = frozenset({"DATE", "TIME"})
_ADJECTIVAL = ("less", "ible", "ical")  # "groundless" is no noun
_IN_LY = frozenset({"cowardly", "unfriendly", "untimely", "unruly", "costly", "deadly", "ugly", "dastardly"})
_NAMING = frozenset({"call", "declare", "label", "brand", "proclaim", "designate", "term", "dub", "deem"})
_HISSING = ("s", "x", "z", "ch", "sh", "o")  # "passes" is of "pass"


def repair_trees(tokens: list[Token], own_will: Collection[str] = ()) -> None:
    """Mends, in place, what the functions below name; the infinitive of `own_will` verbs is their subject's own act."""
    _mend_speakers(tokens)
    for token in list(tokens):
        if token.dep == "dobj" and token.lemma in _CHARGES:
            _mend_charges(tokens, token)
        elif token.dep == "dobj" and tokens[token.head].lemma in _GIVES and tokens[token.i - 1].tag == "NNS":
            _mend_given(tokens, token)
        elif token.dep == "dobj" and tokens[token.head].lemma in _OF_WHAT:
            _mend_charged_of(tokens, token)
        elif token.dep in ("csubj", "nsubj") and token.tag == "VBG":
            _mend_gerund(tokens, token)
        elif token.dep == "conj" and token.tag == "VBD":
            _mend_garden_path(tokens, token)
        elif token.dep == "acl" and (
            token.tag in ("VBD", "VBZ")
            or _is_calling(tokens, token)
            or _is_finite(tokens, token)
            or (token.tag == "VBN" and token.lemma in own_will and _has_infinitive(tokens, token))
        ):
            _mend_headless(tokens, token)
        elif token.lemma in _NAMING and token.pos == "VERB":
            _mend_called(tokens, token)
        elif token.dep == "advmod" and token.tag in ("RB", "UH") and _is_name(tokens, token):
            _mend_name(tokens, token)
        elif token.dep == "nsubj" and token.i + 1 < len(tokens) and tokens[token.i + 1].text in ("-", "–"):
            _mend_hyphenated(tokens, token)
        elif token.dep == "advcl" and token.tag[:2] == "VB":
            _mend_said_subject(tokens, token)
        elif token.pos == "AUX" and token.lemma == "get" and any(t.head == token.i and t.dep == "dobj" for t in tokens):
            tokens[token.i] = token._replace(pos="VERB")  # "got support from Arnor"
        elif token.tag == "FW" and token.dep in _NOMINAL and token.lower.startswith(("d'", "d’")):
            tokens[token.i] = token._replace(pos="NOUN", tag="NN", lemma=token.lower)  # "a coup d'etat"


def _mend_speakers(tokens: list[Token]) -> None:
    for token in list(tokens):
        if token.lemma in _SAYS and token.tag in ("VBD", "VBZ") and token.i and tokens[token.i - 1].text == ",":
            _mend_trailing_speaker(tokens, token)


def _mend_trailing_speaker(tokens: list[Token], verb: Token) -> None:
    """ "…, the governor of Arnor, Imre Tarko, said": between commas before a verb of saying stands its subject."""
    if any(t.head == verb.i and t.dep in ("nsubj", "nsubjpass") for t in tokens if t.sentence == verb.sentence):
        return
    chunks = _chunks_before(tokens, verb.i - 1)
    if not chunks:
        return
    named = all(t.pos == "PROPN" or t.text == "." for t in chunks[0])
    told = chunks[1] if len(chunks) > 1 and named and any(t.pos == "NOUN" for t in chunks[1]) else chunks[0]
    top = next((t for t in told if not told[0].i <= t.head <= told[-1].i or t.head == t.i), None)
    if top is None or top.pos not in ("NOUN", "PROPN") or top.head == verb.i:
        return
    root = tokens[verb.head] if verb.dep == "conj" else None
    if root is not None and (root.i > verb.i or any(t.lower in ("and", "but") for t in tokens[root.i : verb.i])):
        return
    tokens[top.i] = top._replace(dep="nsubj", head=verb.i)
    if told is not chunks[0]:
        name = next((t for t in chunks[0] if not chunks[0][0].i <= t.head <= chunks[0][-1].i), chunks[0][-1])
        tokens[name.i] = name._replace(dep="appos", head=top.i)
    if root is not None:
        tokens[verb.i] = verb._replace(dep=root.dep, head=verb.i if root.head == root.i else root.head)
        tokens[root.i] = root._replace(dep="ccomp", head=verb.i)


def _chunks_before(tokens: list[Token], comma: int) -> list[list[Token]]:
    """The one or two stretches of nothing but nouns that commas set off before a comma, the nearest first."""
    chunks: list[list[Token]] = []
    end = comma
    while len(chunks) < 2:
        start = end
        while start > 0 and tokens[start - 1].pos in _IN_NAMES and tokens[start - 1].text != ",":
            start -= 1
        if (
            start == end
            or start == 0
            or tokens[start - 1].text != ","
            or tokens[start].sentence != tokens[comma].sentence
        ):
            break
        chunks.append(tokens[start:end])
        end = start - 1
    return chunks


def _mend_given(tokens: list[Token], thing: Token) -> None:
    """ "Granted two dissidents asylum": a plural before what is given is who gets it, no part of its name."""
    taker = tokens[thing.i - 1]
    if taker.dep != "compound" or taker.head != thing.i or thing.tag != "NN":
        return
    tokens[taker.i] = taker._replace(dep="dative", head=thing.head)
    for t in [t for t in tokens[max(0, taker.i - 6) : taker.i] if t.head == thing.i]:
        tokens[t.i] = t._replace(head=taker.i)


def _mend_charged_of(tokens: list[Token], noun: Token) -> None:
    """ "Accused the army of treason": what somebody is accused of hangs on the verb, not on the army."""
    below = [t for t in tokens[noun.i + 1 : noun.i + 8] if t.lower == "of" and t.head in (noun.i, noun.head)]
    if len(below) != 1 or below[0].head != noun.i or below[0].i + 1 >= len(tokens):
        return  # "accused the army of Arnor of treason"
    what = next((t for t in tokens[below[0].i + 1 :] if t.head == below[0].i), None)
    if what is None or what.pos == "PROPN" or what.entity:
        return
    tokens[below[0].i] = below[0]._replace(head=noun.head)


def _mend_said_subject(tokens: list[Token], verb: Token) -> None:
    """ "Quoted him as saying tanks are moving": what is read as the object of "saying" is the next verb's subject."""
    below = [t for t in tokens if t.head == verb.i and t.i != verb.i]
    if verb.tag[:2] != "VB" or any(t.dep in ("nsubj", "nsubjpass", "mark") for t in below):
        return
    first = min([verb.i, *(t.i for t in below if t.dep in ("aux", "auxpass"))])
    noun = next(
        (t for t in tokens[max(0, first - 6) : first] if t.dep == "dobj" and tokens[t.head].lemma == "say"), None
    )
    if noun is None or first == verb.i or any(t.dep == "punct" for t in tokens[noun.i : first]):
        return
    tokens[verb.i] = verb._replace(dep="ccomp", head=noun.head)
    tokens[noun.i] = noun._replace(dep="nsubj", head=verb.i)


def mend_lemmas(tokens: list[Token], verbs: Collection[str]) -> None:
    """Mends, in place: the lemma "rap" of "raped", which can only be a form of "rape", and "hop" of "hopes"."""
    for token in tokens:
        if token.pos != "VERB":
            continue
        full = token.lemma + "e"
        raped = full in verbs and token.lower in (full + "d", full[:-1] + "ing")
        hopes = token.lower == full + "s" and not token.lemma.endswith(_HISSING)
        if raped or hopes:
            tokens[token.i] = token._replace(lemma=full)


def join_compounds(tokens: list[Token], known: Collection[str]) -> None:
    """Mends, in place: "cease-fire", which the parser reads as three words, has the lemma of "ceasefire"."""
    for dash in tokens[1:-1]:
        if dash.text not in ("-", "–") or tokens[dash.i + 1].pos not in ("NOUN", "VERB"):
            continue
        first, last = tokens[dash.i - 1].lower, tokens[dash.i + 1]
        for joined in (first + last.lemma, f"{first}-{last.lemma}"):
            if joined in known:
                tokens[last.i] = last._replace(lemma=joined)
                break


def _mend_gerund(tokens: list[Token], gerund: Token) -> None:
    """ "Shelling by the army killed nine": a gerund with an agent and no object is a noun."""
    below = [t for t in tokens if t.head == gerund.i and t.i != gerund.i]
    by = any(t.dep == "agent" or t.lower == "by" for t in below)
    if by and all(t.dep in ("agent", "prep", "amod", "punct") for t in below):
        tokens[gerund.i] = gerund._replace(pos="NOUN", tag="NN", dep="nsubj", lemma=gerund.lower)


def _mend_headless(tokens: list[Token], verb: Token) -> None:
    """ "The minister called on Arnor to leave.": a past tense below what should be its subject leads."""
    noun = tokens[verb.head]
    stray = noun.dep in ("dep", "ccomp") and noun.head > verb.i and tokens[noun.head].pos == "VERB"
    if (noun.dep != "ROOT" and not stray) or noun.pos not in ("NOUN", "PROPN") or noun.i > verb.i:
        return
    below = [t for t in tokens if t.head == verb.i and t.i != verb.i]
    if any(t.dep in ("nsubj", "nsubjpass", "auxpass", "agent") for t in below):
        return
    tokens[verb.i] = verb._replace(dep="ccomp", head=noun.head) if stray else verb._replace(dep="ROOT", head=verb.i)
    tokens[noun.i] = noun._replace(dep="nsubj", head=verb.i)
    for t in [t for t in tokens if t.head == noun.i and t.i > verb.i]:
        tokens[t.i] = t._replace(head=verb.i)


def _is_calling(tokens: list[Token], verb: Token) -> bool:
    """ "A report called for sanctions.": "called for" and "called on" describe no noun."""
    return verb.lemma == "call" and verb.i + 1 < len(tokens) and tokens[verb.i + 1].lower in ("for", "on")


def _is_finite(tokens: list[Token], verb: Token) -> bool:
    """ "Gunmen on motorcycles killed nine villagers.": nobody is killed somebody; "a man given money" is."""
    if verb.tag == "VBN" and verb.lemma in NEVER_DONE_TO:
        return True  # "about 300 people protested": nobody is protested
    if verb.tag != "VBN" or verb.lemma in _GIVEN:
        return False
    below = [t for t in tokens[verb.i : verb.i + 8] if t.head == verb.i and t.dep == "dobj"]
    return any(t.entity not in _TIMES and t.tag in ("NN", "NNS", "NNP", "NNPS", "PRP", "CD") for t in below)


def _has_infinitive(tokens: list[Token], verb: Token) -> bool:
    """ "Gondor's bishops offered on Monday to mediate.": what one offers to do is one's own; so one offers."""
    below = [t for t in tokens[verb.i : verb.i + 12] if t.head == verb.i and t.dep in ("xcomp", "advcl", "ccomp")]
    return any(t.tag == "VB" and any(a.lower == "to" and a.head == t.i for a in tokens[verb.i : t.i]) for t in below)


def _mend_called(tokens: list[Token], verb: Token) -> None:
    """ "Called the remark unacceptable": the noun that the parser joins to the adjective is what is called so."""
    below = [t for t in tokens[verb.i : verb.i + 8] if t.head == verb.i]
    for t in below:
        if t.lower in _IN_LY and any(o.dep == "dobj" and o.i < t.i for o in below):
            tokens[t.i] = t._replace(dep="oprd", pos="ADJ", tag="JJ")
            return
    what = next((t for t in below if t.dep in ("oprd", "dobj", "xcomp", "ccomp")), None)
    if what is None or what.tag[:2] not in ("JJ", "NN") or what.lower == "persona":
        return
    at_it = [t for t in tokens[verb.i : what.i] if t.head == what.i]
    if any(t.dep in ("aux", "auxpass", "cop", "mark") for t in at_it):
        return
    noun = next((t for t in at_it if t.dep == "nsubj"), None)
    if noun is None and (what.tag[:2] == "JJ" or what.lower.endswith(_ADJECTIVAL)):
        noun = next((t for t in at_it if t.i == what.i - 1 and t.dep in ("compound", "nmod", "amod")), None)
        what = what._replace(pos="ADJ", tag="JJ")
    if noun is None or noun.tag not in ("NN", "NNS", "NNP", "NNPS", "PRP"):
        return
    tokens[what.i] = what._replace(dep="oprd")
    tokens[noun.i] = noun._replace(dep="dobj", head=verb.i)
    for t in at_it:
        if t.i < noun.i:
            tokens[t.i] = t._replace(head=noun.i)


def _is_name(tokens: list[Token], token: Token) -> bool:
    """Whether an adverb in capital letters is a name before a verb without subject: "UNAID announced a plan"."""
    verb = tokens[token.head]
    if not token.text.isupper() or len(token.text) < 3 or verb.pos != "VERB" or verb.i < token.i:
        return False
    return not any(t.head == verb.i and t.dep in ("nsubj", "nsubjpass") for t in tokens if t.sentence == token.sentence)


def _mend_name(tokens: list[Token], token: Token) -> None:
    """The name is a noun, and does what the verb says."""
    tokens[token.i] = token._replace(pos="PROPN", tag="NNP", dep="nsubj", lemma=token.text)


def _mend_hyphenated(tokens: list[Token], first: Token) -> None:
    """ "Omar al-Bahir expelled them", where the parser reads a subject in each part: they are one name."""
    verb, end = first.head, first.i
    while end + 1 < len(tokens) and tokens[end + 1].head == verb and tokens[end + 1].dep == "nsubj":
        end += 1
    start = first.i
    while start > 0 and tokens[start - 1].head == verb and tokens[start - 1].dep == "nsubj":
        start -= 1
    if end == first.i or tokens[end].pos not in ("PROPN", "NOUN"):
        return
    for t in tokens[start:end]:
        tokens[t.i] = t._replace(dep="punct" if t.text in ("-", "–") else "compound", head=end)


def _mend_garden_path(tokens: list[Token], second: Token) -> None:
    """ "Bombs dropped by jets hit a market": the first verb has an agent, so it only describes what hit."""
    first = tokens[second.head]
    if (
        first.tag != "VBD"
        or first.i > second.i
        or any(t.lower in ("and", "but", ",", ";") for t in tokens[first.i : second.i])
    ):
        return
    below = [t for t in tokens if t.head == first.i and t.i != first.i]
    subject = next((t for t in below if t.dep == "nsubj"), None)
    if subject is None or not any(t.dep == "agent" for t in below) or any(t.dep in ("aux", "auxpass") for t in below):
        return
    tokens[second.i] = second._replace(dep=first.dep, head=second.i if first.head == first.i else first.head)
    tokens[first.i] = first._replace(tag="VBN", dep="acl", head=subject.i)
    tokens[subject.i] = subject._replace(head=second.i)
    for t in below:
        if t.i > second.i:
            tokens[t.i] = tokens[t.i]._replace(head=second.i)


def _mend_charges(tokens: list[Token], noun: Token) -> None:
    """ "Held on spying charges", where the parser reads a clause ("by spying on charges")."""
    verb = tokens[noun.head]
    preposition = tokens[verb.head]
    if verb.tag != "VBG" or verb.dep != "pcomp" or preposition.lower not in _ON or verb.i > noun.i:
        return
    between = tokens[verb.i + 1 : noun.i]
    if any(t.dep in ("det", "poss") for t in between):
        return  # "of pressing the charges": a clause indeed
    tokens[noun.i] = noun._replace(head=preposition.i, dep="pobj")
    tokens[verb.i] = verb._replace(head=noun.i, dep="amod", pos="ADJ")
