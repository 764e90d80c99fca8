/** The condition block of a statement: operator, then key, then the value or values to compare with. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of a policy document. */
export interface Statement {
  /** Letters and digits only: some services refuse anything else. */
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Conditions;
}

/** Where a deployment lives; ARNs are made of it. */
export interface Place {
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
}

/** A policy document as the text AWS takes. */
export function policyDocument(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** The condition that a service acts for this account, and not for somebody else's (the confused deputy). */
export function fromAccount(accountId: string): Conditions {
  return { StringEquals: { "aws:SourceAccount": accountId } };
}

/**
 * Who may assume a role: one service.
 *
 * @param condition what narrows it, for services that say for whom they act; EC2 does not.
 */
export function trustPolicy(service: string, condition?: Conditions): string {
  return policyDocument({
    Sid: "AssumedByService",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(condition === undefined ? {} : { Condition: condition }),
  });
}
