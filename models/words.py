#!/usr/bin/env python3
"""Writes words.txt, the English words that are never taken for a slip, from Debian's package wamerican 2020.12.07-2.

    apt-get download wamerican=2020.12.07-2 && dpkg-deb -x wamerican_*.deb wamerican
    python3 models/words.py wamerican/usr/share/dict/american-english > models/words.txt

Lower case and without apostrophes, as questions are compared; only the letters a to z; four letters or more, since shorter
words are never corrected. Sorted, one a line, so that a word is found by binary search where it stands.
"""

import re
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    words = {line.strip().lower().replace("'", "") for line in file}
for word in sorted(word for word in words if re.fullmatch("[a-z]{4,}", word)):
    print(word)
