#include "rules/rule_record.h"

#include <cstring>
#include <type_traits>

namespace keysieve {
namespace {

void each_field(auto& record, auto& list) requires requires {
  list.regexes;
}
{ record(list.description, list.all, list.target, list.regexes, list.stopwords, list.paths); }

void each_field(auto& record, auto& companion) requires requires {
  companion.lines;
}
{ record(companion.name, companion.regex, companion.lines, companion.required); }

void each_field(auto& record, auto& rule) requires requires {
  rule.keywords;
}
{
  record(rule.id, rule.name, rule.description, rule.severity, rule.tags, rule.keywords, rule.regex,
         rule.path, rule.min_randomness, rule.min_entropy, rule.context_lines, rule.whole_blob,
         rule.every_line, rule.assigned, rule.min_length, rule.as_written, rule.validate,
         rule.companions, rule.allowlists, rule.remediation, rule.preset, rule.examples,
         rule.negative_examples, rule.origin);
}

class Writer {
 public:
  void operator()(const auto&... fields) { (add(fields), ...); }
  std::string take() { return std::move(bytes_); }

 private:
  template <typename T>
  requires std::is_trivially_copyable_v<T>
  void add(const T& number) {
    bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  void add(const std::optional<double>& number) {
    add(number.has_value());
    add(number.value_or(0));
  }
  void add(const std::string& text) {
    add(static_cast<std::uint32_t>(text.size()));
    bytes_ += text;
  }
  template <typename T>
  void add(const std::vector<T>& items) {
    add(static_cast<std::uint32_t>(items.size()));
    for (const T& item : items) add(item);
  }
  void add(const Allowlist& list) { each_field(*this, list); }
  void add(const Companion& companion) { each_field(*this, companion); }

  std::string bytes_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  void operator()(auto&... fields) { (get(fields), ...); }

 private:
  template <typename T>
  requires std::is_trivially_copyable_v<T>
  void get(T& number) {
    std::memcpy(&number, bytes_.data(), sizeof number);
    bytes_.remove_prefix(sizeof number);
  }
  void get(std::optional<double>& number) {
    bool known = false;
    double value = 0;
    (*this)(known, value);
    if (known) number = value;
  }
  void get(std::string& text) {
    std::uint32_t size = 0;
    get(size);
    text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
  }
  template <typename T>
  void get(std::vector<T>& items) {
    std::uint32_t size = 0;
    get(size);
    items.resize(size);
    for (T& item : items) get(item);
  }
  void get(Allowlist& list) { each_field(*this, list); }
  void get(Companion& companion) { each_field(*this, companion); }

  std::string_view bytes_;
};

}  // namespace

std::string to_record(const Rule& rule) {
  Writer writer;
  each_field(writer, rule);
  return writer.take();
}

Rule from_record(std::string_view record) {
  Rule rule;
  Reader reader(record);
  each_field(reader, rule);
  return rule;
}

}  // namespace keysieve
