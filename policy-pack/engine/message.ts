import type { Finding } from "./evaluate";
import { pageOf } from "./links";
import { shorten } from "./value";
import type { EngineLevel } from "../settings/state";

/** The CLI shows a message whole; one finding should stay readable in a terminal and far below gRPC's 4 MB. */
const LONGEST_MESSAGE = 2_000;

/**
 * The text the engine shows for a finding. The CLI prints neither `url` nor `remediationSteps` nor `framework`, so the
 * message itself carries the fix and the page.
 */
export function engineMessage(finding: Finding): string {
  const page = pageOf(finding.rule);
  const where = finding.property === "" ? "" : `At \`${finding.property}\`: `;
  return [
    `${finding.rule.title}.`,
    shorten(`${where}${finding.message}`, LONGEST_MESSAGE),
    `Fix: ${shorten(finding.remediation, LONGEST_MESSAGE)}`,
    ...(page === undefined ? [] : [`Why, and when not to: ${page}`]),
  ].join("\n");
}

/**
 * The level a finding has when its rule's is `level`: an error inside a rule never stops a deployment, and a remediation
 * that did not remediate is a violation like any other, as in the SDK.
 */
export function levelOf(finding: Pick<Finding, "problem">, level: EngineLevel): "advisory" | "mandatory" {
  const isNoViolation = finding.problem === "internal-error" || finding.problem === "trail";
  return isNoViolation || level === "advisory" ? "advisory" : "mandatory";
}
