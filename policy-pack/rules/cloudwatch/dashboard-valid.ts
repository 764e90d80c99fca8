import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided } from "../../engine/rule";
import { mistakesIn } from "../../helpers/dashboard-body";
import { readJson } from "../../iam/json";

export const dashboardValid = defineRule({
  id: "dashboard-valid",
  title: "Dashboards have a body CloudWatch takes",
  rationale: "CloudWatch checks a dashboard's body only when it is created, and refuses it whole for one mistake.",
  remediation: "Write the body as CloudWatch documents it, with `JSON.stringify` or `pulumi.jsonStringify`.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  targets: [...kinds.dashboard],
  *check(dashboard) {
    const body = dashboard.at("dashboardBody");
    if (body.unknown) {
      yield undecided(body, "the body is not known yet");
      return;
    }
    if (body.string === undefined) {
      return; // The provider takes nothing but text.
    }
    const read = readJson(body);
    if ("place" in read) {
      if (body.halfKnown) {
        yield undecided(body, "the body is only partly known yet");
      } else {
        yield finding(body, `The body is not JSON (${read.place}).`);
      }
      return;
    }
    for (const { at, message, fix } of mistakesIn(read.value)) {
      yield finding(at, `${message} CloudWatch refuses the dashboard.`, { remediation: fix });
    }
  },
});
