import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type FindingYield, type Yield } from "../../engine/rule";
import { AWS_PROVIDER } from "../../helpers/aws-provider";
import { isExampleDomain, mayBePlaceholder, placeholderIn, type Placeholder } from "../../helpers/placeholders";
import { textsIn, unknownPartOf } from "../../helpers/texts";
import { valuesAt } from "../../helpers/values-at";
import { listed } from "../../helpers/words";

const MOST_PLACES = 4;

/**
 * The account everybody makes up, for mocks and recordings too: `aws.getCallerIdentity()` is often answered with it where
 * no AWS is asked, and the engine hands such an answer over as if the program had written it.
 */
const EVERYBODYS_ACCOUNT = "123456789012";

/** Something that only works with a domain of one's own. */
interface DomainPlace {
  readonly properties: readonly string[];
  readonly consequence: string;
  readonly more?: Pick<FindingYield, "severity" | "remediation">;
  /** Where a domain for examples does. */
  readonly isFine?: (resource: Resource) => boolean;
}

const NOT_VERIFIED = "It is never verified, and sends nothing.";

const DOMAINS: Readonly<Record<string, DomainPlace>> = {
  // https://github.com/boto/boto/pull/2098, https://github.com/aws-samples/sample-agentic-value-accelerator/pull/126
  "aws:route53/zone:Zone": {
    properties: ["name"],
    consequence: "Route 53 refuses a public zone for it (InvalidDomainName).",
    isFine: (zone) => !zone.at("vpcs").absent,
  },
  "aws:acm/certificate:Certificate": {
    properties: ["domainName", "subjectAlternativeNames[]"],
    consequence: "Nobody can validate it, so the certificate is never issued, and what waits for it fails.",
    // A private authority asks nobody, and an imported certificate is there already.
    isFine: (certificate) =>
      ["certificateAuthorityArn", "privateKey", "certificateBody"].some((name) => !certificate.at(name).absent),
  },
  "aws:ses/domainIdentity:DomainIdentity": { properties: ["domain"], consequence: NOT_VERIFIED },
  "aws:ses/emailIdentity:EmailIdentity": { properties: ["email"], consequence: NOT_VERIFIED },
  "aws:sesv2/emailIdentity:EmailIdentity": { properties: ["emailIdentity"], consequence: NOT_VERIFIED },
  "aws:sns/topicSubscription:TopicSubscription": {
    properties: ["endpoint"],
    consequence: "Nobody can confirm the subscription, so what is published reaches nobody.",
    more: {
      severity: "medium",
      remediation:
        "Take the recipient from the stack's configuration, and subscribe nobody where there is none: " +
        '`const email = config.get("alarmEmail"); if (email) …`.',
    },
    isFine: (subscription) => subscription.at("protocol").string?.startsWith("email") !== true,
  },
};

export const pulumiNoPlaceholders = defineRule({
  id: "pulumi-no-placeholders",
  title: "No value is a placeholder out of documentation",
  rationale:
    "Sample account ids, resource ids, certificates and domains belong to nobody, or to somebody else: AWS refuses them, " +
    "grants access to strangers, or waits for a validation that never comes.",
  remediation:
    "Put the real value in its place: an Output of the resource that is meant, a data source such as " +
    "`aws.getCallerIdentity()`, or a setting of the stack (`config.require`).",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  settings: {
    callersAccount: {
      type: "boolean",
      description:
        "Report the account 123456789012 also where nobody can tell it from the answer of a mocked `getCallerIdentity`. The offline check can, and always reports it.",
      default: false,
    },
  },
  scope: "resource",
  targets: ["aws:*", "aws-native:*", AWS_PROVIDER],
  *check(resource, { settings, program }) {
    const judgesAll = settings.callersAccount === true || program.marksDataSources === true;
    yield* judgeDomains(resource);
    const places = new Map<string, { readonly placeholder: Placeholder; readonly paths: string[] }>();
    for (const text of textsIn(resource.props, mayBePlaceholder)) {
      const placeholder = placeholderIn(text);
      if (placeholder !== undefined && (judgesAll || placeholder.shown !== EVERYBODYS_ACCOUNT)) {
        const known = places.get(placeholder.shown) ?? { placeholder, paths: [] };
        known.paths.push(text.path);
        places.set(placeholder.shown, known);
      }
    }
    for (const { placeholder, paths } of places.values()) {
      yield report(placeholder, paths);
    }
    const unknown = unknownPartOf(resource.props);
    if (unknown !== undefined) {
      yield undecided(unknown, "a part of the resource is not known yet");
    }
  },
});

function report({ shown, what }: Placeholder, paths: readonly string[]): Yield {
  const [first = "", ...others] = paths;
  const named = others.slice(0, MOST_PLACES);
  const more = others.length > MOST_PLACES ? ` and ${others.length - MOST_PLACES} more places` : "";
  const also = others.length === 0 ? "" : ` The same stands in ${listed(named)}${more}.`;
  return finding(first, `\`${first}\` holds \`${shown}\`, ${what}.${also}`);
}

function* judgeDomains(resource: Resource): Generator<Yield> {
  const place = DOMAINS[resource.type];
  if (place === undefined || place.isFine?.(resource) === true) {
    return;
  }
  const found = place.properties
    .flatMap((property) => valuesAt(resource.props, property))
    .find((value) => isExampleDomain(value.string ?? ""));
  if (found !== undefined) {
    yield finding(
      found,
      `\`${found.path}\` is ${found.show()}, which is reserved for examples and belongs to nobody. ${place.consequence}`,
      { remediation: 'Use a domain of your own, per stack where needed: `config.require("domain")`.', ...place.more },
    );
  }
}
