/** Every form a report can take. */
import type { Rule } from "../../policy-pack/engine/rule";
import type { FrameworkReport } from "../framework-report";
import type { CheckResult, FailOn } from "../result";
import { frameworkMarkdown } from "./framework-markdown";
import { frameworkText } from "./framework-text";
import { jsonReport } from "./json";
import { junitReport } from "./junit";
import { markdownReport } from "./markdown";
import { sarifReport } from "./sarif";
import { linksFor } from "./source-links";
import { PLAIN, type Style } from "./style";
import { terminalReport } from "./terminal";

export const FORMATS = ["terminal", "json", "sarif", "junit", "markdown"] as const;
export type Format = (typeof FORMATS)[number];

/** Forms of the report by framework. */
export const FRAMEWORK_FORMATS = ["terminal", "json", "markdown"] as const satisfies readonly Format[];
export type FrameworkFormat = (typeof FRAMEWORK_FORMATS)[number];

export function isFrameworkFormat(format: Format): format is FrameworkFormat {
  return FRAMEWORK_FORMATS.some((each) => each === format);
}

/** What reports need beside the result. */
export interface RenderOptions {
  /** The rules that ran. */
  readonly rules: readonly Rule[];
  /** Of this package. */
  readonly version: string;
  readonly failOn: FailOn;
  /** Of the process: says where the job's repository can be seen. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly style?: Style;
  /** For the terminal: show what the program printed. */
  readonly verbose?: boolean;
}

/** A result in a form, ready to be written. */
export function renderReport(format: Format, result: CheckResult, options: RenderOptions): string {
  switch (format) {
    case "terminal":
      return terminalReport(result, { style: options.style ?? PLAIN, verbose: options.verbose ?? false });
    case "json":
      return asText(jsonReport(result));
    case "sarif":
      return asText(sarifReport(result, options));
    case "junit":
      return junitReport(result, options);
    case "markdown":
      return markdownReport(result, { linkTo: linksFor(options.environment) });
  }
}

/** A report by framework in a form, ready to be written. */
export function renderFrameworkReport(
  format: FrameworkFormat,
  report: FrameworkReport,
  { environment, style = PLAIN }: Pick<RenderOptions, "environment" | "style">,
): string {
  switch (format) {
    case "terminal":
      return frameworkText(report, style);
    case "json":
      return asText(report);
    case "markdown":
      return frameworkMarkdown(report, linksFor(environment));
  }
}

function asText(report: object): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
