#include "key_places.h"

#include <algorithm>

#include "catch.h"
#include "keysieve/detector.h"
#include "support/encodings.h"

namespace keysieve::test {
namespace {

constexpr int keys_per_place = 300;
constexpr int most_missed = 1;

const Detector& detector() {
  static const Detector detector([] {
    auto rules = RuleSet::builtin();
    if (!rules) FAIL(rules.error().message);
    return *std::move(rules);
  }());
  return detector;
}

std::string replaced(std::string text, std::string_view what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

// A key as the place's syntax takes it.
std::string key_for(const Place& place, const Generator& generator, Fake& fake) {
  std::string key = generator.key(fake);
  while (place.plain && alnum_alphabet.find(key.front()) == std::string_view::npos) {
    key = generator.key(fake);
  }
  return key;
}

void check_place(const Keys& keys, const Place& place, Form form) {
  Fake fake(static_cast<std::uint32_t>(place.text.size() + keys.generator.length));
  int missed = 0;
  std::string example;
  for (int i = 0; i < keys_per_place; ++i) {
    std::string key = key_for(place, keys.generator, fake);
    if (form == Form::in_base64) key = base64(key);
    const std::string text = replaced(place.text, "@@", key);
    if (finds(keys.rule, key, text, place.path)) continue;
    ++missed;
    example = text;
  }
  INFO(keys.rule << " misses " << missed << " of " << keys_per_place << ", " << place.what
                 << ", in " << place.path << ", such as\n"
                 << example);
  CHECK(missed <= most_missed);
}

// NAME stands for the variable.
const std::vector<Place>& variables() {
  static const std::vector<Place> places{
      {".env", ".env", "DEBUG=0\nNAME=@@\nPORT=80\n"},
      {"in double quotes", ".env.production", "NAME=\"@@\"\n"},
      {"in single quotes", ".env", "NAME='@@'\n"},
      {"exported", ".env", "export NAME=@@\n"},
      {"a map", "docker-compose.yml", "    environment:\n      NAME: @@\n", true},
      {"a map, in quotes", "compose.yaml", "    environment:\n      NAME: \"@@\"\n"},
      {"a list", "docker-compose.yml", "    environment:\n      - NAME=@@\n"},
      {"a list, in quotes", "docker-compose.yml", "      - \"NAME=@@\"\n"},
      {"a default", "docker-compose.yml", "      NAME: ${NAME:-@@}\n"},
      {"folded", "deploy/web.yml", "  NAME: >-\n    @@\n"},
      {"Kubernetes, env", "k8s/web.yaml", "        - name: NAME\n          value: \"@@\"\n"},
      {"Kubernetes, env, plain", "k8s/web.yaml", "      - name: NAME\n        value: @@\n", true},
      {"Kubernetes, stringData", "k8s/secret.yaml", "stringData:\n  NAME: '@@'\n"},
      {"Kubernetes, ConfigMap", "k8s/config.yaml", "data:\n  NAME: @@\n", true},
      {"Helm values", "chart/values.yaml", "env:\n  NAME: \"@@\"\n"},
      {"Helm command", "deploy.sh", "helm upgrade web ./chart --set env.NAME='@@'\n"},
      {"ENV", "Dockerfile", "ENV NAME=@@\n"},
      {"ENV, after a blank", "Dockerfile", "ENV NAME @@\n", true},
      {"ENV, in quotes", "Dockerfile", "ENV NAME=\"@@\" \\\n    PORT=80\n"},
      {"ARG", "Dockerfile", "ARG NAME='@@'\n"},
      {"GitHub Actions", ".github/workflows/ci.yml", "        env:\n          NAME: '@@'\n"},
      {"GitLab CI", ".gitlab-ci.yml", "variables:\n  NAME: \"@@\"\n"},
      {"CircleCI", ".circleci/config.yml", "          command: NAME='@@' make test\n"},
      {"Jenkins", "Jenkinsfile", "    NAME = '@@'\n"},
      {"export", "scripts/start.sh", "export NAME='@@'\n"},
      {"export, double quotes", "scripts/start.sh", "export NAME=\"@@\"; ./serve\n"},
      {"shell's default", "scripts/start.sh", ": \"${NAME:=@@}\"\n"},
      {"echo", "scripts/setup.sh", "echo \"NAME=\\\"@@\\\"\" >> .env\n"},
      {"fish", "config.fish", "set -x NAME '@@'\n"},
      {"PowerShell", "start.ps1", "$env:NAME = \"@@\"\n"},
      {"setx", "start.bat", "setx NAME \"@@\"\n"},
      {"docker run", "Makefile", "\tdocker run -e NAME='@@' -p 80:80 web\n"},
      {"Terraform, a map", "main.tf", "  environment = {\n    NAME = \"@@\"\n  }\n"},
      {"Terraform, a variable", "variables.tf",
       "variable \"NAME\" {\n  type    = string\n  default = \"@@\"\n}\n"},
      {"Terraform, a block", "main.tf", "  env {\n    name  = \"NAME\"\n    value = \"@@\"\n"},
      {"task definition", "task.json", "{\"name\": \"NAME\", \"value\": \"@@\"}"},
      {"Heroku", "app.json",
       "  \"NAME\": {\n    \"description\": \"signs\",\n    \"value\": \"@@\"\n  }\n"},
      {"Heroku command", "README.txt", "heroku config:set NAME='@@'\n"},
      {"Procfile", "Procfile", "web: NAME=@@ serve --port $PORT\n"},
      {"Render", "render.yaml", "      - key: NAME\n        value: @@\n", true},
      {"systemd", "web.service", "[Service]\nEnvironment=NAME=@@\n"},
      {"systemd, in quotes", "web.service", "Environment=\"NAME=@@\"\n"},
      {"supervisor", "supervisord.conf", "environment=DEBUG=\"0\",NAME=\"@@\"\n"},
      {"Ansible", "group_vars/all.yml", "env_vars:\n  NAME: \"@@\"\n"},
      {"INI", "setup.cfg", "[web]\nNAME = @@\n"},
      {"TOML", "fly.toml", "[env]\n  NAME = \"@@\"\n"},
      {"JSON", "config.json", "{\"DEBUG\": false, \"NAME\": \"@@\"}\n"},
      {"JSON in a text", "settings.yml", "json: \"{\\\"NAME\\\": \\\"@@\\\"}\"\n"},
  };
  return places;
}

}  // namespace

std::string Generator::key(Fake& fake) const {
  return std::string(before) + fake.from(alphabet, length) + std::string(after);
}

std::vector<Place> environment(const std::string& name) {
  std::vector<Place> places = variables();
  for (Place& place : places) place.text = replaced(place.text, "NAME", name);
  return places;
}

std::vector<Place> common_environment(const std::string& name) {
  constexpr std::size_t common = 6;
  std::vector<Place> places = environment(name);
  places.erase(places.begin() + common, places.end());
  return places;
}

void check_recall(const std::vector<Keys>& frameworks, Form form) {
  for (const Keys& keys : frameworks) {
    for (const Place& place : keys.places) check_place(keys, place, form);
  }
}

bool finds(std::string_view rule, const std::string& key, const std::string& text,
           std::string_view path) {
  static const auto scratch = detector().new_scratch();
  std::vector<Match> matches;
  detector().find(Blob{ObjectKind::blob, std::string(path), text}, *scratch, &matches);
  return std::any_of(matches.begin(), matches.end(), [&](const Match& match) {
    return match.secret == key && detector().rules().rules()[match.rule].id == rule;
  });
}

}  // namespace keysieve::test
