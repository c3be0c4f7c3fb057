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
from communique.times.lists import Piece, are_joined, days_after, days_before, is_year_of, with_year_of
from communique.times.neighbours import beside_day, on_day, with_shared_day
from communique.times.patterns import ARTICLE_OF_NOUN, CLOCK_DAY_GAP, CLOCK_KEY, DIGIT_KEY, SLASH_KEY, WORD, YEAR_KEY
from communique.times.readings import READINGS
from communique.times.setting import Found, Reading, Setting, Thread
from communique.times.tense import outlook_at

_MAX_WORDS_BEFORE_TRIGGER = 8
Hit = tuple[Pattern, re.Match[str]]
Row = Mapping[str, tuple[Pattern, ...]]
_APOSTROPHES = "'\u2019\u2018"


def find_times(
    parse: Parse,
    published: str | None,
    *,
    skip: Sequence[tuple[int, int]] = (),
    datelines: Sequence[tuple[int, int]] = (),
) -> tuple[TimeExpression, ...]:
    """Every expression of time as a TIMEX3, with value, first and last day, and the entry that decided.

    "Gondor freed the envoy on Wednesday", published on 2019-07-18, gives "Wednesday" = DATE 2019-07-17. Without a
    date of publication values stay partial (XXXX-WXX-3). An interval of publication ("2019-07-15/2019-07-21") counts
    only where both its ends give the same. Spans in `skip` (furniture) are passed over; `datelines` are read though no
    sentence holds them. Which event an expression dates is left to events. As TimeBank 1.2 applies TimeML 1.2.1.
    """
    first, _, last = (published or "").partition("/")
    times = _find(parse, read_day(first), skip, datelines)
    if not last:
        return times
    others, partial = _find(parse, read_day(last), skip, datelines), _find(parse, None, skip, datelines)
    fixed = {(t.start, t.end): t for t in times if t in others}
    return tuple(fixed.get((t.start, t.end), t) for t in partial)


def _find(
    parse: Parse, published: Day | None, skip: Sequence[tuple[int, int]], datelines: Sequence[tuple[int, int]]
) -> tuple[TimeExpression, ...]:
    lexicon = load_lexicon(readings=frozenset(READINGS))
    scan = _Scan(parse, published, lexicon, datelines)
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


_CAPITAL_CLASSES = frozenset({"MONTH", "MON", "HOLIDAY", "TIMENAME"})
_WORD_BEFORE = re.compile(r"([a-z$\u20ac\u00a3]+|\d|[^\w\s])[ \t\n-]*$")
_WORD_AFTER = re.compile(r"[ \t\n-]*([a-z$]+|\d+|[^\w\s])")


def word_before(lower: str, start: int) -> str:
    """The word or mark that stands before a place in the text."""
    found = _WORD_BEFORE.search(lower, max(0, start - 30), start)
    return found[1] if found else ""


def _fits(pattern: Pattern, match: re.Match[str], lower: str, text: str) -> bool:
    """Whether the words around, and the capital where the entry asks for one, allow the match."""
    if pattern.capital and not any(
        match[g].split()[-1][0] != text[match.start(g) : match.end(g)].split()[-1][0]
        for g in match.groupdict()
        if match[g] and g in _CAPITAL_CLASSES
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


def _tells_year(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return any(groups.get(name) for name in _YEAR_CLASSES)


_YEAR_CLASSES = ("YEAR", "SHORTYEAR", "YEARWORDS", "REL", "ISODATE", "ISOTIME", "SLASHDATE", "YEARS")


class _Scan:
    """One text being read: what was found so far is the thread for what comes next."""

    def __init__(
        self, parse: Parse, published: Day | None, lexicon: TimeLexicon, datelines: Sequence[tuple[int, int]]
    ) -> None:
        self.datelines = datelines
        self.parse, self.text, self.published, self.lexicon = parse, parse.text, published, lexicon
        lower = parse.text.lower()
        # A few letters grow when lowered; then letters are lowered one by one so that offsets hold.
        self.lower = lower if len(lower) == len(self.text) else "".join(c.lower()[0] for c in self.text)
        self.out: list[TimeExpression] = []
        self.told: list[tuple[str, int]] = []
        self.yearless: list[int] = []  # the newest of `out`, told together, that wait for a year
        self.at = 0

    def add(self, pattern: Pattern, match: re.Match[str]) -> None:
        """Read one match and keep it, joined with the clock time or the day just before it where they are one."""
        start, end = match.span()
        while self.at + 1 < len(self.parse.sentences) and self.parse.sentences[self.at + 1].start <= start:
            self.at += 1
        if not self._is_read(start):
            return
        before = word_before(self.lower, start)
        anchor_char = match.end() - 1
        setting = Setting(
            self.published, self.at, Thread(tuple(self.told[-30:])),
            lambda: outlook_at(self.parse, anchor_char, self.lexicon.forward),
            self._limit(start) or before, self._tag_before(start),
        )  # fmt: skip
        groups = {name: words for name, words in match.groupdict().items() if words is not None}
        reading = READINGS[pattern.reads](Found(pattern, groups, self.lexicon.classes), setting)
        if reading is None:
            return
        if article := ARTICLE_OF_NOUN.match(self.lower[start:end]):
            start += article.end()
        free = self.out[-1].end if self.out else 0
        start, reading = beside_day(self.lower, free, start, reading)
        self._keep(self._expression(start, end, reading, pattern.id, before), pattern, match)

    def _keep(self, time: TimeExpression, pattern: Pattern, match: re.Match[str]) -> None:
        """Add an expression to what was found: joined with the clock time or day beside it, or as a list of days."""
        if self._closes_list(time, match):
            return
        if self.out and (joined := self._joined(self.out[-1], time)):
            self.out[-1] = time = joined
            times = [time]
        else:
            times = [time] if time.type != "DATE" or pattern.reads != "day" else self._told_together(time, match)
            self.out += times
        for i, value in with_shared_day(self.text, self.out):
            self.out[i] = self._dated(self.out[i], value)
        if not self.yearless and pattern.reads in ("day", "month") and not _tells_year(match):
            self.yearless = list(range(len(self.out) - len(times), len(self.out)))
        self._tell(times)

    def _tell(self, times: Sequence[TimeExpression]) -> None:
        self.told += [(t.value, self.at) for t in times if t.type in ("DATE", "TIME") and grain(t.value)]

    def _told_together(self, time: TimeExpression, match: re.Match[str]) -> list[TimeExpression]:
        """The days of one month, of which only one names it: "April 24 and 25"."""
        if "DAY" not in match.groupdict() or not match["DAY"]:
            return [time]
        pieces: list[Piece] = [(time.start, time.end, time.value)]
        if match.end("DAY") == time.end:
            after = days_after(self.text, time.end, time.value)
            pieces += after if after and not self._counts(after[-1][1]) else []
        else:
            pieces = [*days_before(self.text, time.start, time.value), *pieces]
        return [replace(self._dated(time, v), start=a, end=b, text=self.text[a:b]) for a, b, v in pieces]

    def _counts(self, end: int) -> bool:
        """Whether a number that ends at a place counts what follows: "25" in "on April 24 and 25 people"."""
        following = self.parse.tokens_between(end, end + 2)
        tags = {self.parse.tokens[i].tag[:2] for i in following if self.parse.tokens[i].start > end}
        return not tags.isdisjoint(("NN", "JJ", "CD"))

    def _closes_list(self, time: TimeExpression, match: re.Match[str]) -> bool:
        """Give the year that an expression tells to those just before it; true when it is no more than that year."""
        waiting, self.yearless = self.yearless, []
        if not waiting or waiting[-1] != len(self.out) - 1 or not _tells_year(match):
            return False
        last = self.out[-1]
        alone = time.value.isdigit() and is_year_of(self.text, last.end, time.start)
        if not alone and (grain(time.value) == "Y" or not are_joined(self.text, last.end, time.start)):
            return False
        for i in waiting:
            self.out[i] = self._dated(self.out[i], with_year_of(self.out[i].value, time.value))
        if alone:
            text = self.text[last.start : time.end]
            self.out[-1] = replace(self.out[-1], end=time.end, text=text)
            self._tell(self.out[-1:])
        return alone

    def _dated(self, time: TimeExpression, value: str) -> TimeExpression:
        """An expression with another value and its first and last day."""
        if value == time.value:
            return time
        earliest, latest = bounds(value, self.published.isoformat() if self.published else None)
        return replace(time, value=value, earliest=earliest, latest=latest)

    def _is_read(self, start: int) -> bool:
        """Whether a place lies in a sentence or a dateline: furniture is not parsed, and not read."""
        sentences = self.parse.sentences
        if sentences and sentences[self.at].start <= start < sentences[self.at].end:
            return True
        return any(a <= start < b for a, b in self.datelines)

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
        if ":" not in clock.value and first is day:
            return None
        value = on_day(clock.value, day.value)
        if value is None:
            return None
        text = self.text[first.start : second.end]
        return replace(clock, start=first.start, end=second.end, text=text, value=value,
                       earliest=day.earliest, latest=day.latest)  # fmt: skip
