import { UNKNOWN } from "../../policy-pack/engine/wire";
import { reachOf } from "../../policy-pack/iam/reach";
import { statement } from "./support";

interface Row {
  readonly name: string;
  readonly parts: Readonly<Record<string, unknown>>;
  readonly wide?: readonly string[];
  readonly limitable?: readonly string[];
  readonly open?: readonly string[];
}

describe("reaches everywhere", () => {
  test.each<Row>([
    {
      name: "a star",
      parts: { Action: "s3:GetObject", Resource: "*" },
      wide: ["S.Resource"],
      limitable: ["s3:GetObject"],
    },
    {
      name: "a star beside an ARN",
      parts: { Action: "s3:GetObject", Resource: ["arn:aws:s3:::logs/*", "*"] },
      wide: ["S.Resource[1]"],
      limitable: ["s3:GetObject"],
    },
    {
      name: "only the actions the wildcard is for",
      parts: { Action: ["s3:GetObject", "logs:PutLogEvents"], Resource: ["arn:aws:s3:::logs/*", "arn:aws:logs:*:*:*"] },
      wide: ["S.Resource[1]"],
      limitable: ["logs:PutLogEvents"],
    },
    { name: "everything on a star", parts: { Action: "*", Resource: "*" }, wide: ["S.Resource"] },
    { name: "everything on a service", parts: { Action: "*", Resource: "arn:aws:s3:::*" }, wide: ["S.Resource"] },
    { name: "NotAction", parts: { NotAction: "iam:*", Resource: "*" }, wide: ["S.Resource"] },
    {
      name: "NotResource",
      parts: { Action: "s3:GetObject", NotResource: "arn:aws:s3:::a" },
      limitable: ["s3:GetObject"],
    },
    {
      name: "NotResource, unknown",
      parts: { Action: "s3:GetObject", NotResource: UNKNOWN },
      limitable: ["s3:GetObject"],
    },
    {
      name: "whatever else is unknown",
      parts: { Action: ["s3:GetObject", UNKNOWN], Resource: [UNKNOWN, "*"] },
      wide: ["S.Resource[1]"],
      limitable: ["s3:GetObject"],
    },
  ])("$name", ({ parts, wide = [], limitable = [] }) => {
    const reach = reachOf(statement(parts));
    expect(reach.everywhere).toBe(true);
    expect(reach.wide.map((each) => each.value.path)).toEqual(wide);
    expect(reach.granted.limitable.map((each) => each.name)).toEqual(limitable);
    expect(reach.open).toEqual([]);
  });
});

describe("does not", () => {
  test.each<Row>([
    { name: "a named resource", parts: { Action: "s3:GetObject", Resource: "arn:aws:s3:::logs/*" } },
    { name: "actions that take none", parts: { Action: ["xray:PutTraceSegments", "ec2:Describe*"], Resource: "*" } },
    { name: "actions that take none, NotResource", parts: { Action: "xray:PutTraceSegments", NotResource: "arn:x" } },
    {
      name: "another service's wildcard",
      parts: { Action: "s3:GetObject", Resource: ["arn:aws:s3:::a/*", "arn:aws:logs:*:*:*"] },
    },
    { name: "a named resource, an unknown action", parts: { Action: UNKNOWN, Resource: "arn:aws:s3:::logs/*" } },
    {
      name: "unknown resources, actions that take none",
      parts: { Action: "xray:PutTraceSegments", Resource: UNKNOWN },
    },
    { name: "unknown resources", parts: { Action: "s3:GetObject", Resource: UNKNOWN }, open: ["S.Resource"] },
    {
      name: "one unknown resource",
      parts: { Action: "s3:GetObject", Resource: ["arn:x", UNKNOWN] },
      open: ["S.Resource[1]"],
    },
    {
      name: "an ARN of an unknown service",
      parts: { Action: "s3:GetObject", Resource: `arn:aws:${UNKNOWN}:*:*:*` },
      open: ["S.Resource"],
    },
    { name: "an unknown action on a star", parts: { Action: UNKNOWN, Resource: "*" }, open: ["S.Action"] },
    {
      name: "an undocumented action on a star",
      parts: { Action: ["xray:PutTraceSegments", "s3:GetObjekt"], Resource: "*" },
      open: ["S.Action[1]"],
    },
    { name: "everything unknown", parts: { Action: UNKNOWN, Resource: UNKNOWN }, open: ["S.Action", "S.Resource"] },
    {
      name: "a resource that is no text",
      parts: { Action: "s3:GetObject", Resource: [{ arn: "x" }] },
      open: ["S.Resource[0]"],
    },
  ])("$name", ({ parts, open = [] }) => {
    const reach = reachOf(statement(parts));
    expect(reach.everywhere).toBe(false);
    expect(reach.open.map((each) => each.property)).toEqual(open);
  });
});
