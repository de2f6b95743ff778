// Saved reports of any bytes: an error, or a report that is the same when it is written and read
// again, and that every format can write.
#include "keysieve/saved_report.h"

#include <sstream>

#include "fuzz_target.h"
#include "keysieve/report.h"

namespace {

using namespace keysieve;

std::string written(const SavedReport& saved, ReportFormat format) {
  std::ostringstream out;
  ReportOptions options;
  options.show_secrets = true;
  write_report(format, saved.report, saved.rules, options, out);
  return out.str();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto saved = read_report(fuzz::text_of(data, size), "report.json");
  if (!saved) {
    fuzz::expect(!saved.error().message.empty(), "an error has words");
    return 0;
  }
  for (const auto& format : report_formats()) (void)written(*saved, format.format);
  const std::string json = written(*saved, ReportFormat::json);
  const auto again = read_report(json, "again.json");
  fuzz::expect(static_cast<bool>(again), "what was written can be read");
  fuzz::expect(written(*again, ReportFormat::json) == json, "and is written as before");
  return 0;
}
