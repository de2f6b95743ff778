#!/usr/bin/env python3
"""Fails if a folder of src/ includes what it may not know. The two tables are the design."""
import pathlib
import re
import sys

MAY_INCLUDE = {
    "base": set(),
    "git": {"base"},
    "rules": {"base"},
    "report": {"base"},
    "keygen": {"base"},
    "detect": {"base", "rules"},
    "hooks": {"base", "git"},
    "engine": {"base", "git", "rules", "detect"},
    "cli": {"base"},  # everything else through include/keysieve/
}

# Third-party headers: who may include what begins so.
FENCED = {
    "git2": {"git"},
    "re2/": {"detect", "rules"},
    "zlib": {"git", "base/crc32.cc", "base/gzip_size.cc"},
    "iconv": {"git/legacy_text.cc"},
    "libdeflate": {"git"},
    "archive.h": {"engine/archive_members.cc"},
    "xxhash.h": {"engine/barren_texts.cc"},
    "archive_entry.h": {"engine/archive_members.cc"},
    "toml++/": {"rules/toml_table.h"},
    "nlohmann/": {"report/json_reader.h", "report/json_reader.cc", "rules/read_json.h"},
    "sodium": {"keygen", "detect/fingerprint.cc", "detect/sha256.cc"},
    "CLI/": {"cli"},
}


def problems(root):
    for file in sorted([*root.glob("src/**/*.[ch]*"), *root.glob("include/**/*.h")]):
        name = file.relative_to(root / "src") if file.is_relative_to(root / "src") else None
        layer = name.parts[0] if name else "include"
        for number, line in enumerate(file.read_text().splitlines(), 1):
            where = f"{file.relative_to(root)}:{number}"
            own = re.match(r'\s*#\s*include\s+"(\w+)/', line)
            if own and own[1] in MAY_INCLUDE and own[1] != layer and own[1] not in MAY_INCLUDE.get(layer, set()):
                yield f"{where}: {layer}/ may not include {own[1]}/"
            other = re.match(r"\s*#\s*include\s+[<\"]([^>\"]+)", line)
            for prefix, allowed in FENCED.items():
                if other and other[1].startswith(prefix) and not {layer, str(name)} & allowed:
                    yield f"{where}: {layer}/ may not include {other[1]}"


found = list(problems(pathlib.Path(sys.argv[1])))
print("\n".join(found))
sys.exit(bool(found))
