import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided } from "../../engine/rule";
import { containersOf } from "../../helpers/task-definitions";

/** A tag behind the last slash; a port before it is none. */
const TAG = /:([^:/@]+)$/;

export const ecsImageTag = defineRule({
  id: "ecs-image-tag",
  title: "Containers run a version of their image, not latest",
  rationale:
    "`latest` is whatever was pushed last: a task that restarts at night runs another program than the one that was tested, and there is no version to go back to.",
  remediation: "Name a version (`app:1.4.2`, the commit's hash) or a digest (`app@sha256:…`).",
  severity: "low",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  targets: kinds.ecsTaskDefinition,
  *check(definition) {
    const { known, open } = containersOf(definition);
    if (open) {
      yield undecided("containerDefinitions", "the containers are not known yet");
    }
    const floating = known.filter((container) => isFloating(container.at("image").string));
    if (floating.length > 0) {
      const images = floating.map((each) => `${each.at("name").show()} (${each.at("image").show()})`);
      yield finding("containerDefinitions", `The image of ${images.join(", ")} names no version.`);
    }
  },
});

function isFloating(image: string | undefined): boolean {
  if (image === undefined || image === "" || image.includes("@sha256:")) {
    return false;
  }
  const tag = TAG.exec(image)?.[1];
  return tag === undefined || tag === "latest";
}
