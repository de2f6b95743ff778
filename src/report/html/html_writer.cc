#include "report/html/html_writer.h"

#include <algorithm>

#include "base/printable.h"

namespace keysieve {

HtmlWriter& HtmlWriter::open(std::string_view tag, Attributes attributes) {
  start(tag, attributes);
  out_ << '>';
  open_.push_back(tag);
  return *this;
}

HtmlWriter& HtmlWriter::close() {
  out_ << "</" << open_.back() << '>';
  open_.pop_back();
  return *this;
}

HtmlWriter& HtmlWriter::lone(std::string_view tag, Attributes attributes) {
  start(tag, attributes);
  out_ << '>';
  return *this;
}

HtmlWriter& HtmlWriter::shape(std::string_view tag, Attributes attributes) {
  start(tag, attributes);
  out_ << "/>";
  return *this;
}

HtmlWriter& HtmlWriter::text(std::string_view text) {
  escape(text);
  return *this;
}

HtmlWriter& HtmlWriter::element(std::string_view tag, Attributes attributes,
                                std::string_view text) {
  return open(tag, attributes).text(text).close();
}

HtmlWriter& HtmlWriter::line() {
  out_ << '\n';
  return *this;
}

HtmlWriter& HtmlWriter::verbatim(std::string_view tag, std::string_view content) {
  out_ << '<' << tag << '>' << content << "</" << tag << '>';
  return *this;
}

void HtmlWriter::start(std::string_view tag, Attributes attributes) {
  out_ << '<' << tag;
  for (const auto& [name, value] : attributes) {
    out_ << ' ' << name;
    if (value.empty()) continue;
    out_ << "=\"";
    escape(value);
    out_ << '"';
  }
}

void HtmlWriter::escape(std::string_view bytes) {
  const std::string text = printable(bytes);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t plain = std::min(text.find_first_of("&<>\"'", at), text.size());
    out_ << std::string_view(text).substr(at, plain - at);
    if (plain == text.size()) return;
    switch (text[plain]) {
      case '&':
        out_ << "&amp;";
        break;
      case '<':
        out_ << "&lt;";
        break;
      case '>':
        out_ << "&gt;";
        break;
      case '"':
        out_ << "&quot;";
        break;
      default:
        out_ << "&#39;";
    }
    at = plain + 1;
  }
}

}  // namespace keysieve
