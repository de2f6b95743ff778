"""As many rules again as there are, with keywords of their own.

Each new rule is an embedded one in disguise: the vowels and the consonants of its keywords are
shifted, in its regular expression, too. So they look like words, have the length of real ones, and
occur about as often as the names of services that a repository does not use.
"""
import json
import pathlib
import re
import tomllib

CYCLES = ("aeiou", "bcdfghjklmnpqrstvwxz")


def shifted(word, by):
    table = {}
    for cycle in CYCLES:
        for letters in (cycle, cycle.upper()):
            table |= {ord(c): letters[(i + by) % len(letters)] for i, c in enumerate(letters)}
    return word.translate(table)


def renamed(keywords, taken):
    """By keyword, one of the same shape that nobody has; those without letters stay."""
    names = {}
    for keyword in keywords:
        tries = [shifted(keyword, by) for by in range(1, 20)]
        names[keyword] = next((new for new in tries if new not in taken), keyword)
        taken.add(names[keyword])
    return names


def replaced(regex, names):
    """The keywords where the expression has them as they are written, in either case; not in the
    names of groups, which mean something."""
    for old, new in sorted(names.items(), key=lambda pair: -len(pair[0])):
        for was, is_now in ((old, new), (old.upper(), new.upper())):
            regex = re.sub(rf"(?<![\\\w<]){re.escape(was)}", lambda _, text=is_now: text, regex)
    return regex


def disguised(rule, taken):
    names = renamed(rule.get("keywords", []), taken)
    new = {key: value for key, value in rule.items() if key not in ("companion", "allowlist")}
    new["id"] += "-again"
    for key in ("regex", "names"):
        if key in rule:
            new[key] = replaced(rule[key], names)
    if names:
        new["keywords"] = sorted(set(names.values()))
    return new  # its examples are those of the other: a scan does not try them


def toml(value):
    """Strings, numbers and lists of them are written alike in JSON and in TOML."""
    return json.dumps(value, ensure_ascii=False)


def write_doubled_rules(patterns, file):
    """Writes the new rules; returns how many there are."""
    rules = [rule for path in sorted(pathlib.Path(patterns).glob("*.toml"))
             for rule in tomllib.loads(path.read_text())["rule"]]
    taken = {keyword for rule in rules for keyword in rule.get("keywords", [])}
    tables = []
    for rule in rules:
        lines = [f"{key} = {toml(value)}" for key, value in disguised(rule, taken).items()]
        tables.append("\n".join(["[[rule]]", *lines]))
    pathlib.Path(file).write_text("\n\n".join(tables) + "\n")
    return len(rules)
