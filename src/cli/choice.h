// An option whose value is one of a few words.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <utility>
#include <vector>

namespace keysieve::cli {

template <typename T>
using Choices = std::vector<std::pair<std::string, T>>;

// `choices` in the order in which an error lists them; *value keeps its default when the option is
// not given.
template <typename T>
CLI::Option* add_choice(CLI::App& app, const std::string& name, const std::string& type_name,
                        Choices<T> choices, T* value, const std::string& description) {
  const auto check = [choices](const std::string& word) {
    std::string known;
    for (const auto& [choice, meaning] : choices) {
      if (choice == word) return std::string();
      known += (known.empty() ? "" : ", ") + choice;
    }
    return "\"" + word + "\" is none of " + known;
  };
  const auto set = [choices, value](const std::string& word) {
    for (const auto& [choice, meaning] : choices) {
      if (choice == word) *value = meaning;
    }
  };
  return app.add_option_function<std::string>(name, set, description)
      ->check(CLI::Validator(check, ""))
      ->type_name(type_name);
}

}  // namespace keysieve::cli
