"""The marks and forms that this stage reads in plain characters: quotation marks, speakers before a colon."""

from __future__ import annotations

import re

# A mark may open where a word begins and nothing but space, a dash or a bracket stands before it; it may close where
# a word or a stop ends. An apostrophe inside a word is neither, nor are the primes of feet and inches.
DOUBLE_MARK = re.compile(r"``|''|[“”„«»\"]")
SINGLE_MARK = re.compile(r"[‘’']")
OPENING_CONTEXT = re.compile(r"(?:^|[\s(\[{—–\-:/“\"…])\Z")
CLIPPED_WORD = re.compile(r"(?:\d\ds?|em|til|twas|tis|cause|n)\b", re.IGNORECASE)
INCHES = re.compile(r"\d['’]?\d*\s?\Z")
SENTENCE_STOP = re.compile(r"[.!?…][\"”’')\]]*(?=\s|\Z)")
PARAGRAPH_BREAK = re.compile(r"\n")
WORD = re.compile(r"\w")

# "BAKER: We never asked for this." and "Q: Did you ask?" at the start of a paragraph, which may be quoted whole
TRANSCRIPT = re.compile(
    r"[\"“]?(?P<who>[A-Z][\w.’'\-]*(?:[ ,]+[A-Z(][\w.’'\-)]*){0,5})(?P<colon>:)\s+(?=[\"“‘'A-Z(\[…])"
)
# "Talks difficult: envoy", "Envoy: talks difficult"
HEADLINE_COLON = re.compile(r"\s?(?P<colon>:)\s+")
HEADLINE_DASH = re.compile(r"(?P<colon>\s[-–—]\s)")
# “We lost everything.” — Mira Oll, baker
SIGNATURE = re.compile(r"\s*(?P<dash>[-–—―]{1,2})\s*(?P<who>[A-Z][\w.’'-]*(?:\s+[\w.’'-]+){0,4})")
# The wire that a text comes from, in its dateline: "BREE, Eriador (AP) _", "(Reuters) -"
OWN_WIRE = re.compile(r"^[^\n]{0,60}?\(([A-Z][A-Za-z .\-]{1,24})\)\s*[-–—_]", re.MULTILINE)
DATELINE_END = re.compile(r"\)\s*[-–—_]+\s*")

# Capitalised words in a row, as a page's furniture names its paper: "Follow The Shire Post".
NAME_RUN = re.compile(r"[A-Z][\w'’&-]*(?: [A-Z][\w'’&-]*){1,5}")
