// keysieve makes strong secret keys and finds the leaked ones in git repositories.
//
//   auto rules = keysieve::RuleSet::builtin();
//   if (!rules) return fail(rules.error());
//   keysieve::Detector detector(*std::move(rules));
//   auto report = keysieve::scan(keysieve::HistorySource{"path/to/repository"}, detector);
//   if (!report) return fail(report.error());
//   keysieve::write_report(keysieve::ReportFormat::text, *report, detector.rules(), {}, std::cout);
//
// Start with scan.h. All types are values or immutable; what may be shared between threads says so.
#pragma once

#include "keysieve/baseline.h"
#include "keysieve/confidence.h"
#include "keysieve/detector.h"
#include "keysieve/env_file.h"
#include "keysieve/error.h"
#include "keysieve/finding.h"
#include "keysieve/hooks.h"
#include "keysieve/key_text.h"
#include "keysieve/keygen.h"
#include "keysieve/least_power.h"
#include "keysieve/limits.h"
#include "keysieve/object.h"
#include "keysieve/preset.h"
#include "keysieve/repo_file.h"
#include "keysieve/report.h"
#include "keysieve/rule.h"
#include "keysieve/saved_report.h"
#include "keysieve/scan.h"
#include "keysieve/settings.h"
#include "keysieve/suppression.h"
#include "keysieve/tracking.h"
#include "keysieve/validation.h"
#include "keysieve/version.h"
