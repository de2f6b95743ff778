#include "git/range.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "git/commit_walk.h"
#include "git/object_database.h"
#include "git/object_text.h"

namespace keysieve {
namespace {

// A commit that a name leads to, and the annotated tags on the way there.
struct Named {
  ObjectId commit;
  std::vector<ObjectId> tags;
};

// Follows tags from `id`; empty when they lead to no commit. What cannot be read is added to
// `unread`.
std::optional<Named> peel(ObjectDatabase* database, ObjectId id,
                          std::vector<ObjectId>* unread = nullptr) {
  Named named;
  while (true) {
    const ObjectBytes object = database->read(id, UINT64_MAX);
    if (object.type == GIT_OBJECT_COMMIT) {
      named.commit = id;
      return named;
    }
    if (object.problem && !object.is_too_large() && unread != nullptr) unread->push_back(id);
    const auto tag =
        object.type == GIT_OBJECT_TAG ? parse_tag(object.view()) : std::optional<TagText>();
    const bool again = std::find(named.tags.begin(), named.tags.end(), id) != named.tags.end();
    if (!tag || again) return std::nullopt;
    named.tags.push_back(id);
    id = tag->target;
  }
}

Result<Named> resolve(const Repository& repository, ObjectDatabase* database,
                      const std::string& name) {
  git_object* raw = nullptr;
  if (const int code = git_revparse_single(&raw, repository.handle.get(), name.c_str());
      code != 0) {
    return Error{ErrorCode::not_found,
                 fmt::format("\"{}\" names no one commit of the repository at {} (git log shows "
                             "which there are; a shallow clone lacks older ones)",
                             name, repository.git_dir.string())};
  }
  const ObjectHandle object(raw);
  if (const auto named = peel(database, to_object_id(*git_object_id(raw)))) return *named;
  return Error{ErrorCode::invalid_argument, fmt::format("\"{}\" is not a commit", name)};
}

Status add_tip(const Repository& repository, ObjectDatabase* database, const std::string& name,
               NamedEnds* ends) {
  const auto named = resolve(repository, database, name);
  if (!named) return named.error();
  ends->tips.push_back(named->commit);
  ends->tags.insert(ends->tags.end(), named->tags.begin(), named->tags.end());
  return ok_status();
}

// The commits before both of the tips that are before no other such commit.
Status add_merge_bases(const Repository& repository, NamedEnds* ends) {
  const git_oid one = to_git_oid(ends->tips[0]), two = to_git_oid(ends->tips[1]);
  git_oidarray bases{};
  const int code = git_merge_bases(&bases, repository.handle.get(), &one, &two);
  if (code == GIT_ENOTFOUND) return ok_status();
  if (code != 0) return last_git_error(code, "cannot find where the range's two sides part");
  for (std::size_t i = 0; i < bases.count; ++i) ends->known.push_back(to_object_id(bases.ids[i]));
  git_oidarray_dispose(&bases);
  return ok_status();
}

// As git reads them: a side left out is HEAD.
Result<NamedEnds> ends_of_revisions(const Repository& repository, ObjectDatabase* database,
                                    const std::string& text) {
  NamedEnds ends;
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos) {
    if (const auto added = add_tip(repository, database, text, &ends); !added) return added.error();
    return ends;
  }
  const bool symmetric = text.compare(dots, 3, "...") == 0;
  const auto or_head = [](const std::string& side) { return side.empty() ? "HEAD" : side; };
  const std::string from = or_head(text.substr(0, dots));
  const std::string to = or_head(text.substr(dots + (symmetric ? 3 : 2)));
  if (symmetric) {
    for (const std::string& side : {from, to}) {
      if (const auto added = add_tip(repository, database, side, &ends); !added)
        return added.error();
    }
    if (const auto added = add_merge_bases(repository, &ends); !added) return added.error();
    return ends;
  }
  const auto known = resolve(repository, database, from);
  if (!known) return known.error();
  ends.known.push_back(known->commit);
  if (const auto added = add_tip(repository, database, to, &ends); !added) return added.error();
  return ends;
}

Result<NamedEnds> ends_of_branch(ObjectDatabase* database, const Refs& refs,
                                 const std::string& name) {
  for (const char* folder : {"refs/heads/", "refs/remotes/"}) {
    for (const Ref& ref : refs.refs) {
      if (ref.name != folder + name) continue;
      if (const auto named = peel(database, ref.target))
        return NamedEnds{{named->commit}, {}, {}, {}};
    }
  }
  return Error{ErrorCode::not_found,
               fmt::format("there is no branch \"{}\" (git branch --all lists them)", name)};
}

NamedEnds ends_of_all(ObjectDatabase* database, const Refs& refs) {
  NamedEnds ends;
  if (refs.head) ends.tips.push_back(*refs.head);
  for (const Ref& ref : refs.refs) {
    if (const auto named = peel(database, ref.target, &ends.bare)) {
      ends.tips.push_back(named->commit);
    }
  }
  return ends;
}

// A push may name anything that a ref may point at.
NamedEnds ends_of_ids(ObjectDatabase* database, const RangeEnds& ids) {
  NamedEnds ends;
  for (const ObjectId& id : ids.tips) {
    if (const auto named = peel(database, id)) {
      ends.tips.push_back(named->commit);
      ends.tags.insert(ends.tags.end(), named->tags.begin(), named->tags.end());
    } else {
      ends.bare.push_back(id);
    }
  }
  for (const ObjectId& id : ids.known) {
    if (const auto named = peel(database, id)) ends.known.push_back(named->commit);
  }
  return ends;
}

Range range_between(ObjectDatabase* database, const NamedEnds& ends,
                    std::optional<std::int64_t> since, const std::set<ObjectId>& boundary) {
  TwoSidedWalk walk(database, boundary);
  for (const ObjectId& id : ends.known) walk.begin_at(id, true);
  for (const ObjectId& id : ends.tips) walk.begin_at(id, false);
  walk.run();
  std::set<ObjectId> within, parents;
  std::vector<ObjectId> unread;
  walk.for_each_wanted([&](const ObjectId& id, const TwoSidedWalk::State& state) {
    if (since && state.read && state.time < *since) return;
    within.insert(id);
    if (!state.read) unread.push_back(id);
    parents.insert(state.parents.begin(), state.parents.end());
  });
  std::erase_if(parents, [&](const ObjectId& id) { return within.contains(id); });
  return {{within.begin(), within.end()},   ends.tags, ends.known,
          {parents.begin(), parents.end()}, ends.bare, std::move(unread)};
}

}  // namespace

Result<NamedEnds> find_range_ends(const Repository& repository, const Refs& refs,
                                  const RangeNames& names) {
  auto database = ObjectDatabase::open(repository);
  if (!database) return database.error();
  if (names.ends) return ends_of_ids(&*database, *names.ends);
  if (!names.revisions.empty()) return ends_of_revisions(repository, &*database, names.revisions);
  if (!names.branch.empty()) return ends_of_branch(&*database, refs, names.branch);
  return ends_of_all(&*database, refs);
}

Result<Range> find_range(const Repository& repository, const Refs& refs, const RangeNames& names) {
  const auto ends = find_range_ends(repository, refs, names);
  if (!ends) return ends.error();
  auto database = ObjectDatabase::open(repository);
  if (!database) return database.error();
  return range_between(&*database, *ends, names.since, read_shallow_boundary(repository));
}

Result<std::unordered_set<ObjectId>> commits_before(const Repository& repository,
                                                    std::span<const ObjectId> tips) {
  auto database = ObjectDatabase::open(repository);
  if (!database) return database.error();
  return walk_commits(&*database, tips, read_shallow_boundary(repository));
}

}  // namespace keysieve
