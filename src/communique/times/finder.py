"""Find time expressions: look only around trigger words, take the longest match, read it in its setting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from communique.grammar import Parse
from communique.records import TimeExpression
from communique.times.bounds import bounds
from communique.times.dates import Day, grain, read_day
from communique.times.lexicon import Pattern, TimeLexicon, load_lexicon
from communique.times.patterns import CLOCK_DAY_GAP, CLOCK_KEY, DIGIT_KEY, SLASH_KEY, WORD, YEAR_KEY
from communique.times.readings import READINGS
from communique.times.setting import Found, Reading, Setting, Thread
from communique.times.tense import outlook_at

_MAX_WORDS_BEFORE_TRIGGER = 8
Hit = tuple[Pattern, re.Match[str]]
Row = Mapping[str, tuple[Pattern, ...]]
_APOSTROPHES = "'\u2019\u2018"


def find_times(
    parse: Parse, published: str | None, *, skip: Sequence[tuple[int, int]] = ()
) -> tuple[TimeExpression, ...]:
    """Every expression of time as a TIMEX3, with value, first and last day, and the entry that decided.

    "Gondor freed the envoy on Wednesday", published on 2019-07-18, gives "Wednesday" = DATE 2019-07-17. Without a
    date of publication values stay partial (XXXX-WXX-3). An interval of publication ("2019-07-15/2019-07-21") counts
    only where both its ends give the same. Spans in `skip` (furniture) are passed over. Which event an expression
    dates is left to events; follows TimeML 1.2.1 as TimeBank 1.2 applies it.
    """
    first, _, last = (published or "").partition("/")
    times = _find(parse, read_day(first), skip)
    if not last:
        return times
    others, partial = _find(parse, read_day(last), skip), _find(parse, None, skip)
    fixed = {(t.start, t.end): t for t in times if t in others}
    return tuple(fixed.get((t.start, t.end), t) for t in partial)


def _find(parse: Parse, published: Day | None, skip: Sequence[tuple[int, int]]) -> tuple[TimeExpression, ...]:
    lexicon = load_lexicon(readings=frozenset(READINGS))
    scan = _Scan(parse, published, lexicon)
    for pattern, match in _matches(scan.lower, lexicon, scan.text):
        start, end = match.span()
        if not any(a < end and start < b for a, b in skip):
            scan.add(pattern, match)
    return tuple(scan.out)


def _matches(lower: str, lexicon: TimeLexicon, text: str) -> Iterable[Hit]:
    """The matches from left to right, none overlapping another."""
    words = list(WORD.finditer(lower))
    index, done = lexicon.index, 0
    for k, word in enumerate(words):
        row = index.get(word.group())
        if row is None and word.group()[0].isdigit():
            row = index.get(_number_key(lower, word))
        if row is None or word.start() < done:
            continue
        found = _longest(lower, text, words, k, row, done)
        if found:
            found = _outdone(lower, text, words, k, index, found, done)
            yield found
            done = found[1].end()


def _outdone(
    lower: str, text: str, words: list[re.Match[str]], k: int, index: Mapping[str, Row], found: Hit, done: int
) -> Hit:
    """A longer match over the same words, found at a later trigger: "the past" gives way to "the past two weeks"."""
    for later in range(k + 1, min(k + 1 + _MAX_WORDS_BEFORE_TRIGGER, len(words))):
        word = words[later]
        row = index.get(word.group() if not word.group()[0].isdigit() else _number_key(lower, word))
        if row is None or word.start() < found[1].end() - 1:
            continue
        longer = _longest(lower, text, words, later, row, done)
        if longer and longer[1].start() < found[1].end() and _length(longer) > _length(found):
            found = longer
    return found


def _length(hit: Hit) -> int:
    return hit[1].end() - hit[1].start()


def _number_key(lower: str, word: re.Match[str]) -> str:
    end = word.end()
    after = lower[end : end + 2]
    if after[1:].isdigit() and after[0] in ":/.":
        return CLOCK_KEY if after[0] == ":" else SLASH_KEY
    if end - word.start() == 4 or after[:1] == "s" or after in ("'s", "\u2019s"):
        return YEAR_KEY
    return DIGIT_KEY


def _longest(lower: str, text: str, words: list[re.Match[str]], k: int, firsts: Row, done: int) -> Hit | None:
    """The match around a trigger that reaches furthest; among these the one that begins first."""
    trigger = words[k]
    best: Hit | None = None
    for j in range(max(0, k - _MAX_WORDS_BEFORE_TRIGGER), k + 1):
        word = words[j]
        start = word.start()
        if start < done:
            continue
        token = word.group()
        digit = token[0].isdigit()
        patterns = firsts.get(DIGIT_KEY if digit else token)
        if not patterns or (start and (lower[start - 1].isalnum() or lower[start - 1] == "_")):
            continue
        if digit and start and lower[start - 1] in _APOSTROPHES:
            start -= 1
        for pattern in patterns:
            match = pattern.shape.regex.match(lower, start)
            if (
                match
                and match.end() > trigger.start()
                and (best is None or match.end() > best[1].end())
                and _fits(pattern, match, lower, text)
            ):
                best = pattern, match
    return best


_CAPITAL_CLASSES = frozenset({"MONTH", "MON", "HOLIDAY"})
_WORD_BEFORE = re.compile(r"([a-z$\u20ac\u00a3]+|\d|[^\w\s])[ \t\n-]*$")
_WORD_AFTER = re.compile(r"[ \t\n-]*([a-z$]+|\d+|[^\w\s])")


def word_before(lower: str, start: int) -> str:
    """The word or mark that stands before a place in the text."""
    found = _WORD_BEFORE.search(lower, max(0, start - 30), start)
    return found[1] if found else ""


def _fits(pattern: Pattern, match: re.Match[str], lower: str, text: str) -> bool:
    """Whether the words around, and the capital where the entry asks for one, allow the match."""
    if pattern.capital and not any(
        text[match.start(g)].isupper() for g in match.groupdict() if match[g] and g in _CAPITAL_CLASSES
    ):
        return False
    if pattern.not_after or pattern.only_after:
        before = word_before(lower, match.start())
        if before in pattern.not_after or (pattern.only_after and before not in pattern.only_after):
            return False
    if pattern.not_before or pattern.only_before:
        found = _WORD_AFTER.match(lower, match.end())
        after = found[1] if found else ""
        if after in pattern.not_before or (pattern.only_before and after not in pattern.only_before):
            return False
    return True


class _Scan:
    """One text being read: what was found so far is the thread for what comes next."""

    def __init__(self, parse: Parse, published: Day | None, lexicon: TimeLexicon) -> None:
        self.parse, self.text, self.published, self.lexicon = parse, parse.text, published, lexicon
        lower = parse.text.lower()
        # A few letters grow when lowered; then letters are lowered one by one so that offsets hold.
        self.lower = lower if len(lower) == len(self.text) else "".join(c.lower()[0] for c in self.text)
        self.out: list[TimeExpression] = []
        self.told: list[tuple[str, int]] = []
        self.at = 0

    def add(self, pattern: Pattern, match: re.Match[str]) -> None:
        """Read one match and keep it, joined with the clock time or the day just before it where they are one."""
        start, end = match.span()
        while self.at + 1 < len(self.parse.sentences) and self.parse.sentences[self.at + 1].start <= start:
            self.at += 1
        sentences = self.parse.sentences
        if not sentences or not sentences[self.at].start <= start < sentences[self.at].end:
            return  # furniture is not parsed, and not read
        before = word_before(self.lower, start)
        anchor_char = match.end() - 1
        setting = Setting(
            self.published, self.at, Thread(tuple(self.told[-30:])),
            lambda: outlook_at(self.parse, anchor_char, self.lexicon.ahead, self.lexicon.due),
            self._limit(start) or before, self._tag_before(start),
        )  # fmt: skip
        groups = {name: words for name, words in match.groupdict().items() if words is not None}
        reading = READINGS[pattern.reads](Found(pattern, groups, self.lexicon.classes), setting)
        if reading is None:
            return
        time = self._expression(start, end, reading, pattern.id, before)
        if self.out and (joined := self._joined(self.out[-1], time)):
            self.out[-1] = time = joined
        else:
            self.out.append(time)
        if time.type in ("DATE", "TIME") and grain(time.value):
            self.told.append((time.value, self.at))

    def _tag_before(self, start: int) -> str:
        first = self.parse.tokens_between(start, start + 1).start
        return self.parse.tokens[first - 1].tag if 0 < first <= len(self.parse.tokens) else ""

    def _limit(self, start: int) -> str | None:
        """The word before a clock time that stands before its day: "until" in "until 9 a.m. Tuesday"."""
        if self.out and self.out[-1].type == "TIME" and CLOCK_DAY_GAP.fullmatch(self.text, self.out[-1].end, start):
            return word_before(self.lower, self.out[-1].start)
        return None

    def _expression(self, start: int, end: int, reading: Reading, rule: str, before: str) -> TimeExpression:
        today = self.published.isoformat() if self.published else None
        earliest, latest = reading.earliest, reading.latest
        if earliest is None and latest is None:
            earliest, latest = bounds(reading.value, today)
        if before == "since" and earliest:
            latest = today
        elif before in ("until", "till", "by"):
            earliest = None
        words = self.text[start:end]
        return TimeExpression(start, end, words, reading.type, reading.value, earliest, latest, rule)

    def _joined(self, first: TimeExpression, second: TimeExpression) -> TimeExpression | None:
        """ "9 a.m. on Tuesday", "Tuesday at 9 a.m.": a clock time and its day are one expression."""
        if not CLOCK_DAY_GAP.fullmatch(self.text, first.end, second.start):
            return None
        clock, day = (first, second) if first.type == "TIME" else (second, first)
        if clock.type != "TIME" or (grain(day.value) != "D" and not day.value.startswith("XXXX-WXX-")):
            return None
        if "T" in day.value or (":" not in clock.value and first is day):
            return None
        value = f"{day.value}{clock.value[clock.value.index('T') :]}"
        text = self.text[first.start : second.end]
        return replace(clock, start=first.start, end=second.end, text=text, value=value,
                       earliest=day.earliest, latest=day.latest)  # fmt: skip
