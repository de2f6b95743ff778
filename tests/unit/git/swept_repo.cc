#include "swept_repo.h"

#include <algorithm>
#include <mutex>
#include <sstream>
#include <stdexcept>

#include "packed_repo.h"

namespace keysieve::test {
namespace {

template <typename T>
T taken(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return *std::move(result);
}

}  // namespace

SweptRepo sweep_all(const std::filesystem::path& path, unsigned threads,
                    std::uint64_t max_object_bytes) {
  Repository repository = taken(open_repository(path));
  Texts texts;
  std::mutex adding;
  Sweep swept = taken(sweep(repository, {{threads, max_object_bytes}, {}},
                            [&](const ObjectGraph& graph) -> TextVisitor {
                              return [&](const SweptText& text) {
                                const std::lock_guard lock(adding);
                                texts[graph.id(text.node).hex()] = {
                                    std::string(to_string(text.kind)), std::string(text.bytes)};
                                return true;
                              };
                            }));
  return {std::move(repository), std::move(swept), std::move(texts)};
}

Texts texts_by_git(TestRepo& repo, const std::filesystem::path& path) {
  Texts texts;
  for (const auto& [id, content] : contents_by_git(repo, path)) {
    std::string bytes = content.bytes;
    if (content.kind != "blob") bytes.erase(0, bytes.find("\n\n") + 2);
    if (content.kind != "tree") texts[id] = {content.kind, std::move(bytes)};
  }
  return texts;
}

std::vector<std::string> ids_by_git(TestRepo& repo, const std::filesystem::path& path) {
  std::istringstream lines(repo.git(
      {"-C", path.string(), "cat-file", "--batch-all-objects", "--batch-check=%(objectname)"}));
  std::vector<std::string> ids;
  for (std::string line; std::getline(lines, line);) ids.push_back(line);
  ids.push_back("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

std::vector<std::string> ids_in(const ObjectGraph& graph) {
  std::vector<std::string> ids;
  for (Node node = 0; node < graph.size(); ++node) ids.push_back(graph.id(node).hex());
  return ids;
}

}  // namespace keysieve::test
