#include "git/commit_details.h"

#include "git/legacy_text.h"

namespace keysieve {
namespace {

Signature signature_of(std::string_view text, std::string_view encoding) {
  Signature signature = parse_signature(text);
  signature.person.name = utf8_from(signature.person.name, encoding);
  signature.person.email = utf8_from(signature.person.email, encoding);
  return signature;
}

}  // namespace

CommitDetails read_commit_details(ObjectDatabase* database, const ObjectId& id) {
  const ObjectBytes object = database->read(id, UINT64_MAX);
  const auto commit = parse_commit(object.view());
  if (!commit) return {};
  return {signature_of(commit->author, commit->encoding),
          signature_of(commit->committer, commit->encoding),
          utf8_from(summary_of(commit->message), commit->encoding)};
}

}  // namespace keysieve
