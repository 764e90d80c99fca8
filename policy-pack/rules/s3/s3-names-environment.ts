import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { environmentWordSettings, judgeName } from "../../helpers/environment-names";
import { physicalName } from "../../helpers/physical-names";

/** A bucket behind a website's own domain is called like the domain, and that exists once. */
const DOMAIN = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/;

export const s3NamesEnvironment = defineRule({
  id: "s3-names-environment",
  title: "Bucket names tell the environments apart",
  rationale:
    "A bucket's name is unique in all of AWS, so a second stack of the same program, in whatever account or region, fails " +
    "on a name that is the same in every stack.",
  remediation:
    "Put what differs into the name, such as `pulumi.getStack()` or the account id; or leave the name out, and Pulumi " +
    "makes it unique.",
  severity: "medium",
  enforcement: "mandatory",
  family: "convention",
  frameworks: [],
  seeds: ["S0-1", "S2-9", "S4-8", "F"],
  settings: environmentWordSettings,
  scope: "stack",
  targets: kinds.bucket,
  *check(bucket, context) {
    const name = physicalName(bucket);
    if (name === undefined) {
      return;
    }
    const verdict = judgeName(context.stack, name, context);
    if (verdict === "unknown") {
      yield undecided(name.value, "the name is not known yet");
    } else if (verdict === "not the program's") {
      yield notApplicable("the program does not name the bucket");
    } else if (verdict === "static" && DOMAIN.test(name.value.string ?? "")) {
      yield notApplicable("the bucket is named after a domain, which exists once");
    } else if (verdict === "static") {
      yield finding(
        name.value,
        `${name.value.show()} holds neither the stack's name nor another word for the environment, nor an account id, so ` +
          "a second stack of this program wants the same bucket, and S3 refuses it.",
      );
    }
  },
});
