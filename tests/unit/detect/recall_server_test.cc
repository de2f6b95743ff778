// Keys of applications that people run on servers of their own, where people put them.
#include "catch.h"
#include "key_places.h"

namespace keysieve {
namespace {

using namespace test;

constexpr Generator fernet{urlsafe_alphabet, 43, "", "="};

}  // namespace

TEST_CASE("recall: the keys of Airflow, Superset and Jupyter", "[detect]") {
  check_recall({
      {"fernet-key",
       fernet,
       {{"file", "airflow.cfg", "fernet_key = @@\n"},
        {"call", "crypt.py", "cipher = Fernet(b'@@')\n"},
        {"Helm", "values.yaml", "fernetKey: @@\n", true}}},
      {"fernet-key", fernet, common_environment("AIRFLOW__CORE__FERNET_KEY")},
      {"airflow-secret-key", hex_16, common_environment("AIRFLOW__WEBSERVER__SECRET_KEY")},
      {"superset-secret-key", base64_42, common_environment("SUPERSET_SECRET_KEY")},
      {"jupyter-token",
       hex_24,
       {{"config", "jupyter_notebook_config.py", "c.NotebookApp.token = '@@'\n"},
        {"command", "start.sh", "jupyter lab --ServerApp.token=@@\n"}}},
      {"jupyter-token", hex_24, common_environment("JUPYTER_TOKEN")},
  });
}

TEST_CASE("recall: the keys of Grafana, GitLab, Mastodon and others", "[detect]") {
  check_recall({
      {"grafana-secret-key", alnum_32, common_environment("GF_SECURITY_SECRET_KEY")},
      {"grafana-secret-key",
       alnum_20,
       {{"file", "grafana.ini", "[security]\nadmin_user = admin\n\nsecret_key = @@\n"}}},
      {"gitlab-server-key",
       hex_64,
       {{"secrets", "config/secrets.yml", "  db_key_base: @@\n"},
        {"omnibus", "gitlab.rb", "gitlab_rails['otp_key_base'] = '@@'\n"}}},
      {"gitlab-server-key", alnum_64, common_environment("GITLAB_SECRETS_DB_KEY_BASE")},
      {"mastodon-secret", hex_64, common_environment("OTP_SECRET")},
      {"mastodon-secret", fernet, common_environment("VAPID_PRIVATE_KEY")},
      {"sentry-system-secret-key",
       django,
       {{"YAML", "config.yml", "system.secret-key: '@@'\n"},
        {"Python", "sentry.conf.py", "SENTRY_OPTIONS['system.secret-key'] = '@@'\n"}}},
      {"sentry-system-secret-key", django, common_environment("SENTRY_SECRET_KEY")},
      {"discourse-secret", hex_32, common_environment("DISCOURSE_SSO_SECRET")},
      {"rundeck-secret",
       hex_16,
       {{"properties", "rundeck-config.properties",
         "rundeck.storage.converter.1.config.password=@@\n"}}},
      {"rundeck-secret", alnum_32, common_environment("RUNDECK_API_TOKEN")},
      {"server-app-key", base64_42, common_environment("AUTHENTIK_SECRET_KEY")},
  });
}

}  // namespace keysieve
