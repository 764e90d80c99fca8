/** Whether the policy of a bucket lets a load balancer deliver its logs there. */
import { MASK } from "../engine/made-up";
import type { Value } from "../engine/value";
import { readDocument } from "../iam/document";
import { isEverybody, principalsOf } from "../iam/principals";
import type { Statement } from "../iam/statement";
import { matches } from "../iam/wildcard";
import { allOf, type Answer } from "../iam/answer";
import { LOAD_BALANCER_ACCOUNTS } from "./load-balancer-accounts";

/** Who writes the logs, and where. */
export interface LogWriter {
  /** `logdelivery.elasticloadbalancing.amazonaws.com`. */
  readonly service: string;
  /** Whether Elastic Load Balancing's own account in the region will do as well. */
  readonly accounts: boolean;
  /** The load balancer's region, where it is known. */
  readonly region: string | undefined;
  /** The configured prefix. */
  readonly prefix: Value;
}

export interface LogAdmission {
  readonly admits: Answer;
  /** The resource of a statement that lets the writer in, but not where the logs go. */
  readonly elsewhere?: Value;
}

/**
 * Reads policies of a bucket. Conditions of a statement for the writer are taken to hold, and `Deny` is not looked at:
 * this tells what nobody allowed.
 */
export function admitsLogs(policies: readonly Value[], writer: LogWriter): LogAdmission {
  const documents = policies.flatMap((policy) => readDocument(policy) ?? []);
  let open = documents.some((document) => document.open.length > 0);
  let elsewhere: Value | undefined;
  for (const statement of documents.flatMap(({ statements }) => statements)) {
    const allows = statement.effect === "Allow" ? allOf([isWriter(statement, writer), putsObjects(statement)]) : "no";
    if (allows === "no") {
      continue;
    }
    const where = allOf([allows, coversLogs(statement, writer.prefix)]);
    if (where === "yes") {
      return { admits: "yes" };
    }
    open ||= where === "unknown";
    elsewhere ??= where === "no" ? statement.resources.value : undefined;
  }
  return open ? { admits: "unknown" } : { admits: "no", ...(elsewhere === undefined ? {} : { elsewhere }) };
}

function isWriter({ principal, value }: Statement, { service, accounts, region }: LogWriter): Answer {
  const { known, open } = principalsOf(principal);
  const isService = known.some((each) => each.kind === "Service" && matches(each.text, service));
  if (isService || known.some(isEverybody)) {
    return "yes";
  }
  const answers = accounts ? known.filter(({ kind }) => kind === "AWS").map(({ text }) => isAccount(text, region)) : [];
  if (answers.includes("yes")) {
    return "yes";
  }
  const isOpen = open.length > 0 || !value.at("NotPrincipal").absent || known.some(({ text }) => text.includes(MASK));
  return isOpen ? "unknown" : "no";
}

/** Whether a principal is the account of Elastic Load Balancing; in the region, where that is known. */
function isAccount(principal: string, region: string | undefined): Answer {
  const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];
  if (account === undefined) {
    return "no";
  }
  const isOne =
    region === undefined
      ? Object.values(LOAD_BALANCER_ACCOUNTS).includes(account)
      : LOAD_BALANCER_ACCOUNTS[region] === account;
  return isOne ? "yes" : "no";
}

function putsObjects({ actions, notActions }: Statement): Answer {
  if (actions.known.some(({ text }) => matches(text, "s3:PutObject"))) {
    return "yes";
  }
  return notActions.present || actions.open.length > 0 ? "unknown" : "no";
}

/** Any account, and the objects' names as load balancers write them. */
const SAMPLE = "AWSLogs/111122223333/elasticloadbalancing/us-east-1/2030/01/01/log";

function coversLogs({ resources, notResources }: Statement, prefix: Value): Answer {
  const folder = prefix.string?.replace(/^\/+|\/+$/g, "") ?? "";
  const samples = folder === "" ? [SAMPLE] : [`${folder}/${SAMPLE}`];
  const covers = ({ text }: { readonly text: string }) => {
    // Whose account it is cannot be told from here; nor what stands in the place of an unknown.
    const pattern = text.replace(/AWSLogs\/[^/*]+\//, "AWSLogs/*/").replaceAll(MASK, "*");
    const bucket = /^arn:[^:]+:s3:::([^/]*)/.exec(pattern)?.[1];
    return bucket === undefined
      ? matches(pattern, "*") || text.includes(MASK)
      : samples.some((sample) =>
          matches(pattern, `${pattern.slice(0, pattern.indexOf(":::") + 3)}${bucket}/${sample}`),
        );
  };
  if (resources.known.some(covers)) {
    return "yes";
  }
  return notResources.present || resources.open.length > 0 || prefix.halfKnown ? "unknown" : "no";
}
