#!/usr/bin/env python3
"""Env files against the programs that read them: random files, keys set and rotated by keysieve, and
after each step every variable must be, to that reader, what it was; the key alone is new.

  dotenv_readers.py READER KEYSIEVE        READER: sh, python, ruby, php, node

Exits with 77 (skipped, to ctest) where the reader is not installed. Files are the same every time.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

FILES = 25
SKIPPED = 77

PYTHON = """
import json, sys
from dotenv import dotenv_values
print(json.dumps([dotenv_values(file) for file in sys.argv[1:]]))
"""
RUBY = """
require 'dotenv'
require 'json'
puts JSON.generate(ARGV.map { |file| Dotenv::Parser.call(File.binread(file).force_encoding('UTF-8')) })
"""
PHP = """<?php
require_once 'Dotenv/autoload.php';
$all = [];
foreach (array_slice($argv, 1) as $file) $all[] = (object) Dotenv\\Dotenv::parse(file_get_contents($file));
echo json_encode($all);
"""
NODE = """
const { parseEnv } = require('node:util');
const { readFileSync } = require('node:fs');
console.log(JSON.stringify(process.argv.slice(2).map((file) => parseEnv(readFileSync(file, 'utf8')))));
"""


def run(command):
    done = subprocess.run(command, capture_output=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed: {done.stderr.decode()}{done.stdout.decode()}")
    return done.stdout.decode()


def read_by_program(start, program):
    def read(files):
        with tempfile.NamedTemporaryFile("w", suffix=".program") as file:
            file.write(program)
            file.flush()
            return json.loads(run([*start, file.name, *files]))

    return read


def read_by_sh(files):
    return [read_one_by_sh(file) for file in files]


def read_one_by_sh(file):
    # dash makes of "\r" a part of the value; nobody sources such files.
    out = run(["env", "-i", "sh", "-c", 'set -a; . "$1"; exec /usr/bin/env -0', "sh", file])
    pairs = (item.split("=", 1) for item in out.split("\0") if item)
    return {name: value for name, value in pairs if name not in ("PWD", "_", "SHLVL", "OLDPWD")}


def there(command):
    return shutil.which(command[0]) and subprocess.run(command, capture_output=True).returncode == 0



def python_with_dotenv():
    programs = ["/usr/bin/python3", sys.executable]
    return next((one for one in programs if there([one, "-c", "import dotenv"])), programs[0])


READERS = {
    "sh": (["sh", "-c", "true"], read_by_sh),
    "python": ([python_with_dotenv(), "-c", "import dotenv"], read_by_program([python_with_dotenv()], PYTHON)),
    "ruby": (["ruby", "-e", "require 'dotenv'"], read_by_program(["ruby"], RUBY)),
    "php": (["php", "-r", "require_once 'Dotenv/autoload.php';"], read_by_program(["php"], PHP)),
    "node": (["node", "-e", "require('node:util').parseEnv('')"], read_by_program(["node"], NODE)),
}

# What all of them read alike. Ruby's dotenv 2 and Node 20 take no values of many lines, phpdotenv none
# in single quotes, and Node no blanks before a comment.
PLAIN = ["1", "true", "postgres://db/x", "a-b_c.d", "x=y", "me@example.org", ""]
QUOTED = ["'with blanks # inside'", '"two words"', "''", '""', "'a$b'", "'x=y'"]
MANY_LINES = {
    "sh": ["'one\ntwo'", '"one\nSECRET_KEY=no\ntwo"'],
    "python": ["'one\ntwo'", '"one\nSECRET_KEY=no\ntwo"'],
    "php": ['"one\ntwo"', '"one\nSECRET_KEY=no\ntwo"'],
}
COMMENTS = ["# SECRET_KEY=commented", "", "#", "   # indented", "# it's \"quoted\""]

# How the key may stand there before.
OLD = ["", "''", '""', "K", "'K'", '"K"', "'K#$'", None]


def random_file(rng, reader):
    values = PLAIN + QUOTED + MANY_LINES.get(reader, [])
    comments = [comment for comment in COMMENTS if reader != "node" or not comment.startswith(" ")]
    end = "\r\n" if reader != "sh" and rng.random() < 0.3 else "\n"
    lines = []
    for number in range(rng.randrange(0, 9)):
        if rng.random() < 0.3:
            lines.append(rng.choice(comments))
        else:
            export = "export " if rng.random() < 0.2 else ""
            lines.append(f"{export}V{number}={rng.choice(values)}" + ("  # why" if rng.random() < 0.1 else ""))
    old = rng.choice(OLD)
    if old is not None:
        key = "".join(rng.choice("abcdefghijkmnpqrstuvwxyz0123456789") for _ in range(40))
        export = "export " if rng.random() < 0.3 else ""
        lines.insert(rng.randrange(len(lines) + 1), f"{export}SECRET_KEY={old.replace('K', key)}")
    if rng.random() < 0.2:
        lines.insert(0, "SECRET_KEY_FALLBACKS=older-key-of-ours")
    text = end.join(lines)
    return (text if rng.random() < 0.3 else text + end).encode()


def generate(keysieve, file, *options):
    return subprocess.run([keysieve, "generate", "--env-file", file, *options], capture_output=True)


def expect(condition, file, what, *details):
    if condition:
        return
    print(f"{what}\n--- {file}\n{open(file, newline='').read()}\n---", *details, sep="\n")
    sys.exit(1)


def check_set(before, after, file, added, key_length):
    """`added`: names that may be new. Everything else is what it was."""
    key = after.get("SECRET_KEY", "")
    expect(len(key) == key_length, file, f"SECRET_KEY has {len(key)} characters, not {key_length}", before, after)
    for name in (before.keys() | after.keys()) - {"SECRET_KEY", *added}:
        expect(before.get(name) == after.get(name), file, f"{name} changed", before, after)


def check_rotated(before, after, file):
    check_set(before, after, file, {"SECRET_KEY_FALLBACKS"}, 50)
    old, new = before["SECRET_KEY"], after["SECRET_KEY"]
    expect(old != new, file, "the key is the old one")
    fallbacks = [old, *filter(None, before.get("SECRET_KEY_FALLBACKS", "").split(","))]
    expect(after.get("SECRET_KEY_FALLBACKS") == ",".join(fallbacks), file, "the old key was lost", before, after)


def main(reader, keysieve):
    command, read = READERS[reader]
    if not there(command):
        print(f"{reader}'s reader of env files is not installed")
        return SKIPPED
    rng = random.Random(f"env files for {reader}")
    folder = tempfile.mkdtemp()
    try:
        files = [os.path.join(folder, f"{number}.env") for number in range(FILES)]
        for file in files:
            with open(file, "wb") as out:
                out.write(random_file(rng, reader))
        before = read(files)
        for file, values in zip(files, before):
            done = generate(keysieve, file, "--for", "django")
            expect((done.returncode == 0) == (not values.get("SECRET_KEY")), file, "an existing key decides", values,
                   done.stderr)
        first = read(files)
        for values, now, file in zip(before, first, files):
            if values.get("SECRET_KEY"):
                expect(values == now, file, "a refusal changes nothing", values, now)
            else:
                check_set(values, now, file, (), 50)
        for file in files:
            done = generate(keysieve, file, "--for", "django", "--rotate")
            expect(done.returncode == 0, file, "not rotated", done.stderr)
        for values, now, file in zip(first, read(files), files):
            check_rotated(values, now, file)
        for preset in ("wordpress", "laravel", "strapi", "fernet", "passphrase", "superset"):
            check_preset(keysieve, read, preset, os.path.join(folder, preset))
    finally:
        shutil.rmtree(folder)
    return 0


def check_preset(keysieve, read, preset, file):
    done = generate(keysieve, file, "--for", preset)
    expect(done.returncode == 0, file, f"{preset}: not set", done.stderr)
    with open(file) as text:
        written = dict(line.rstrip("\n").split("=", 1) for line in text)
    values = read([file])[0]
    for name, value in written.items():
        expect(values.get(name) == value, file, f"{preset}: {name} is read as {values.get(name)}")


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in READERS:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
