import { isIPv4, isIPv6 } from "node:net";
import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type StackRuleContext, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { checksByKind } from "../../helpers/checks-by-kind";
import { isDeclared } from "../../helpers/declared";
import { isGiven } from "../../helpers/distributions";
import { listed } from "../../helpers/words";

/**
 * The domains of RFC 2606. Route 53 refuses public zones there: "InvalidDomainName: … is reserved by AWS!"
 * (https://github.com/aws-samples/sample-agentic-value-accelerator/pull/126).
 */
const RESERVED = ["example.com", "example.net", "example.org"];

/** Routing policies of a record, as the provider spells them. */
const ROUTING = [
  "cidrRoutingPolicy",
  "failoverRoutingPolicies",
  "geolocationRoutingPolicies",
  "geoproximityRoutingPolicy",
  "latencyRoutingPolicies",
  "multivalueAnswerRoutingPolicy",
  "weightedRoutingPolicies",
];

interface Needs {
  /** One of these. */
  readonly one?: readonly string[];
  /** All of these. */
  readonly all?: readonly string[];
  /** None of these. */
  readonly none?: readonly string[];
}

const ENDPOINT = ["fqdn", "ipAddress"];
const ALARM = ["cloudwatchAlarmName", "cloudwatchAlarmRegion"];
const PORT_OF: Readonly<Record<string, number | undefined>> = {
  HTTP: 80,
  HTTP_STR_MATCH: 80,
  HTTPS: 443,
  HTTPS_STR_MATCH: 443,
};

/** By type (https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html). */
const NEEDS: Readonly<Record<string, Needs | undefined>> = {
  HTTP: { one: ENDPOINT, none: [...ALARM, "searchString"] },
  HTTPS: { one: ENDPOINT, none: [...ALARM, "searchString"] },
  HTTP_STR_MATCH: { one: ENDPOINT, all: ["searchString"], none: ALARM },
  HTTPS_STR_MATCH: { one: ENDPOINT, all: ["searchString"], none: ALARM },
  // "TCP health checks must not have a resource path specified" (https://github.com/boto/boto/issues/2721).
  TCP: { one: ENDPOINT, none: [...ALARM, "searchString", "resourcePath"] },
  CALCULATED: { all: ["childHealthchecks"], none: ENDPOINT },
  CLOUDWATCH_METRIC: { all: ALARM, none: ENDPOINT },
  RECOVERY_CONTROL: { all: ["routingControlArn"], none: ENDPOINT },
};

export const route53Valid = defineRule({
  id: "route53-valid",
  title: "Route 53 accepts zones, records and health checks, and the checks can succeed",
  rationale:
    "A preview does not ask Route 53; it refuses them when half the stack exists, and a check that can never succeed takes its records out of service.",
  remediation: "Correct the property as the message says.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  ...checksByKind(
    [kinds.hostedZone, checkZone],
    [kinds.dnsRecord, checkRecord],
    [kinds.healthCheck, checkHealthCheck, checkDomain, checkEndpoint],
  ),
});

function* checkZone(zone: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const name = zone.at("name");
  if (isDeclared(stack, zone, "vpcs") && (zone.at("vpcs").unknown || zone.at("vpcs").items.length > 0)) {
    yield notApplicable("a private zone may have any name");
    return;
  }
  const domain = normalise(name.string ?? "");
  const reserved = RESERVED.find((each) => domain === each || domain.endsWith(`.${each}`));
  if (reserved !== undefined) {
    yield finding(name, `${name.show()} lies in ${reserved}, and Route 53 refuses the zone ("is reserved by AWS!").`, {
      remediation: "Use a domain of your own, from the stack's configuration.",
    });
  } else if (name.unknown) {
    yield undecided(name, "the zone's name is not known yet");
  }
}

function* checkHealthCheck(check: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const type = check.at("type");
  const needs = NEEDS[type.string?.toUpperCase() ?? ""];
  if (needs === undefined) {
    if (type.unknown) {
      yield undecided(type, "the health check's type is not known yet");
    }
    return;
  }
  const has = (property: string) =>
    isGiven(stack, check, property) && (check.at(property).unknown || check.at(property).items.length > 0);
  const { one = [], all = [], none = [] } = needs;
  if (one.length > 0 && !one.some(has)) {
    yield finding("", `A health check of type ${type.show()} needs ${listed(one).replace(" and ", " or ")}.`, {
      remediation: `Set ${listed(one).replace(" and ", " or ")} to what is to be checked.`,
    });
  }
  const missing = all.filter((property) => !has(property));
  if (missing.length > 0) {
    yield finding(missing[0] ?? "", `A health check of type ${type.show()} needs ${listed(missing)}.`, {
      remediation: `Set ${listed(missing)}.`,
    });
  }
  for (const property of none.filter(has)) {
    yield finding(property, `A health check of type ${type.show()} takes no \`${property}\`.`, {
      remediation: `Remove \`${property}\`, or choose the type it belongs to.`,
    });
  }
}

/** Addresses where a domain name belongs: `api.invokeUrl`, `https://…`. */
function* checkDomain(check: Resource): Generator<Yield> {
  const fqdn = check.at("fqdn");
  if (fqdn.string !== undefined && /[:/]/.test(fqdn.string) && !fqdn.secret) {
    yield finding(fqdn, `${fqdn.show()} is no domain name: it has neither a scheme nor a path.`, {
      remediation: "Give the host name alone, and the path as `resourcePath`.",
    });
  }
}

/** A check of a load balancer of the stack: Route 53's checkers come from the internet, to a port a listener has. */
function* checkEndpoint(check: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const { targets } = stack.link(check, ["fqdn"], kinds.loadBalancer);
  const [balancer] = targets;
  if (targets.length !== 1 || balancer === undefined) {
    return;
  }
  if (isDeclared(stack, balancer, "internal") && balancer.at("internal").boolean === true) {
    yield finding(
      "fqdn",
      `Load balancer "${balancer.name}" is internal, and Route 53's health checkers are on the internet: the check never succeeds.`,
      { remediation: "Check a CloudWatch alarm on the load balancer's metrics instead: type `CLOUDWATCH_METRIC`." },
    );
    return;
  }
  const type = check.at("type").string?.toUpperCase() ?? "";
  const given = isDeclared(stack, check, "port") ? check.at("port") : undefined;
  const port = given === undefined ? PORT_OF[type] : given.number;
  const listeners = stack.companions(balancer, kinds.loadBalancer, kinds.listener, "loadBalancerArn");
  const ports = listeners.map((listener) => listener.at("port"));
  const open =
    stack.strays(kinds.loadBalancer, kinds.listener, "loadBalancerArn").length > 0 ||
    ports.some((each) => each.number === undefined);
  if (port === undefined || listeners.length === 0) {
    return;
  }
  const listener = listeners.find((each) => each.at("port").number === port);
  if (listener !== undefined) {
    yield* checkProtocol(type, listener, stack);
  } else if (open) {
    yield undecided("port", `the ports of load balancer "${balancer.name}" are not known yet`);
  } else {
    yield finding(
      "port",
      `No listener of load balancer "${balancer.name}" has port ${port} (it has ${[...new Set(ports.map((each) => each.show()))].join(", ")}): the check never succeeds.`,
      { remediation: "Check a port that has a listener, with the listener's protocol." },
    );
  }
}

function* checkProtocol(type: string, listener: Resource, stack: Stack): Generator<Yield> {
  const protocol = isDeclared(stack, listener, "protocol") ? listener.at("protocol").string : undefined;
  const wanted = /^(HTTPS?)(?:_STR_MATCH)?$/.exec(type)?.[1];
  if ((protocol === "HTTP" || protocol === "HTTPS") && wanted !== undefined && wanted !== protocol) {
    yield finding(
      "type",
      `The check speaks ${wanted} and listener "${listener.name}" ${protocol}: it never succeeds.`,
      {
        remediation: `Use type \`${type.replace(wanted, protocol)}\`, or the port of a listener that speaks ${wanted}.`,
      },
    );
  }
}

function* checkRecord(record: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const has = (property: string) => isDeclared(stack, record, property) && isPresent(record.at(property));
  const type = record.at("type").string?.toUpperCase();
  if (has("aliases") && !record.at("aliases").unknown) {
    for (const property of ["ttl", "records"].filter((each) => has(each) && !record.at(each).unknown)) {
      yield finding(property, `An alias takes the target's own values and has no \`${property}\`.`, {
        remediation: `Remove \`${property}\`.`,
      });
    }
  } else if (has("records") && !has("ttl") && !has("aliases")) {
    yield finding("ttl", "A record with values needs a `ttl`.", { remediation: "Add `ttl: 300`." });
  }
  const policies = ROUTING.filter(has);
  if (policies.length > 0 && !has("setIdentifier")) {
    yield finding("setIdentifier", `A record with ${listed(policies)} needs a \`setIdentifier\`.`, {
      remediation: "Add a `setIdentifier` that tells it from the other records of its name and type.",
    });
  } else if (policies.length === 0 && has("setIdentifier")) {
    yield finding("setIdentifier", "A record with a `setIdentifier` needs a routing policy.", {
      remediation: `Add the policy, for example \`weightedRoutingPolicies: [{ weight: 1 }]\`, or remove \`setIdentifier\`.`,
    });
  }
  yield* checkApex(record, type, stack);
  if (has("records")) {
    yield* checkValues(record.at("records"), type);
  }
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat. */
function* checkApex(record: Resource, type: string | undefined, stack: Stack): Generator<Yield> {
  const name = record.at("name");
  const { targets } = stack.link(record, ["zoneId"], kinds.hostedZone);
  const zone = targets.length === 1 ? targets[0]?.at("name") : undefined;
  if (type === "CNAME" && zone?.string !== undefined && name.string !== undefined) {
    if (name.string === "" || normalise(name.string) === normalise(zone.string)) {
      yield finding(name, `${name.show()} is the zone itself, where Route 53 takes no CNAME.`, {
        remediation: "Use an alias: type `A` with `aliases`.",
      });
    }
  }
}

/** Formats of values (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html). */
const FORMATS: Readonly<
  Record<string, { readonly what: string; readonly fits: (text: string) => boolean } | undefined>
> = {
  A: { what: "an IPv4 address", fits: isIPv4 },
  AAAA: { what: "an IPv6 address", fits: isIPv6 },
  MX: { what: 'a priority and a mail server: "10 mail.acme.com"', fits: (text) => /^\d+\s+\S+$/.test(text.trim()) },
};

function* checkValues(records: Value, type: string | undefined): Generator<Yield> {
  const format = FORMATS[type ?? ""];
  for (const value of records.items) {
    const text = value.string;
    if (format !== undefined && text !== undefined && !value.halfKnown && !format.fits(text)) {
      yield finding(value, `${value.show()} is not ${format.what}, which a record of type ${type ?? ""} holds.`, {
        ...(type !== "MX" && {
          remediation: "For the name of a load balancer or distribution, use `aliases` instead.",
        }),
      });
    }
  }
  if (type === "CNAME" && records.items.length > 1) {
    yield finding(records, "A CNAME record holds one value.", {
      remediation: "Keep one, or make weighted records.",
    });
  }
}

function isPresent(value: Value): boolean {
  return (
    value.unknown ||
    value.boolean === true ||
    (value.items.length > 0 && value.raw !== "" && value.raw !== false && value.raw !== 0)
  );
}

function normalise(domain: string): string {
  return domain.toLowerCase().replace(/\.$/, "");
}
