// A page of text for a terminal: labelled rows, colour and links where they are wanted. Whatever
// came from a repository goes through safe() on its way here.
#pragma once

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "keysieve/report.h"
#include "report/web_links.h"

namespace keysieve {

enum class Tone { faint, strong, good, notable, bad, worst };
Tone tone_of(Severity severity);

class Page {
 public:
  static constexpr std::size_t indent = 15;  // where the words after a label begin

  Page(std::ostream& out, const ReportOptions& options) : out_(out), options_(options) {}

  // What is linked to, where the repository is on the web.
  void link_to(const SourceInfo& source) {
    web_ = WebLinks::of(source.remote);
    head_ = source.head;
  }
  const std::optional<WebLinks>& web() const { return web_; }
  std::string page_of(const Introduction& by) const { return keysieve::page_of(web_, by); }
  std::string page_in_head(const Occurrence& at) const {
    return keysieve::page_of(web_, head_, at);
  }

  std::size_t columns() const { return options_.columns; }
  std::size_t room() const;  // for the words after a label

  // Nothing is to be left out.
  bool is_full() const { return options_.detail == Detail::full; }

  // How many of `count` things to name one by one.
  std::size_t shown_of(std::size_t count) const;

  // As many of `items` as are to be named, then "and 4 more".
  std::string listed(const std::vector<std::string>& items) const;

  void line(std::string_view text = {}) { out_ << text << '\n'; }

  // A label, and beside it lines as they are.
  void row(std::string_view label, const std::vector<std::string>& lines);

  // A label, and beside it a text broken into lines as needed.
  void paragraph(std::string_view label, std::string_view text);

  // Coloured, if the page is.
  std::string paint(Tone tone, std::string_view text) const;

  // `text`, on a terminal that knows links one to `url`. It takes no more columns for that.
  std::string linked(const std::string& url, std::string_view text) const;

  // Bytes of the scanned repository, with nothing in it that acts on a terminal.
  std::string safe(std::string_view bytes) const;

  // A secret, as the report has it.
  std::string secret(std::string_view secret) const;

 private:
  std::ostream& out_;
  const ReportOptions& options_;
  std::optional<WebLinks> web_;
  std::optional<ObjectId> head_;
};

}  // namespace keysieve
