/** The offline check as a library. The contract of its JSON form is docs/json-report.md. */
export { checkProgram, DEFAULT_TIMEOUT_SECONDS, type CheckOptions } from "./check";
export type { RuleCount } from "./evaluate";
export type { FrameLine } from "./report/code-frame";
export { jsonReport, JSON_REPORT_VERSION, type JsonReport } from "./report/json";
export { FORMATS, renderReport, type Format, type RenderOptions } from "./report/formats";
export { summaryLine, terminalReport } from "./report/terminal";
export {
  exitCodeOf,
  type CheckResult,
  type Complied,
  type Failure,
  type FailOn,
  type Location,
  type ReportedExemption,
  type ReportedFinding,
  type ReportedRemediation,
  type Undecided,
} from "./result";
