/** Schedule expressions of EventBridge rules and of EventBridge Scheduler. */
import { MASK, maskUnknown } from "../engine/made-up";

/** What is wrong with an expression, and what to write. */
export interface ScheduleFault {
  readonly what: string;
  readonly remediation: string;
}

/** Rules take `rate` and `cron`; Scheduler takes `at`, too, and does not mind `1 minutes`. */
export type ScheduleService = "rule" | "scheduler";

const FORM = /^(rate|cron|at)\((.*)\)$/s;
const FIELDS = ["minutes", "hours", "day of month", "month", "day of week", "year"];
const EXAMPLES = "Write `rate(5 minutes)` or `cron(0 20 * * ? *)`.";

/**
 * Judges what AWS refuses ("Parameter ScheduleExpression is not valid"): the form, the number of fields, the unit of a rate
 * and the `?` of a cron expression. What stands in a field it takes almost as it is.
 *
 * Sources: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html,
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function scheduleFault(text: string, service: ScheduleService): ScheduleFault | undefined {
  if (maskUnknown(text).includes(MASK)) {
    return undefined;
  }
  const [, form, inside = ""] = FORM.exec(text) ?? [];
  if (form === undefined || (form === "at" && service === "rule")) {
    return { what: "is no schedule expression", remediation: EXAMPLES };
  }
  if (form === "at") {
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inside)
      ? undefined
      : { what: "names no time", remediation: "Write `at(2030-01-31T08:00:00)`, without a zone." };
  }
  const fields = inside.trim().split(/\s+/);
  return form === "rate" ? rateFault(fields, service) : cronFault(fields);
}

function rateFault([value = "", unit = "", ...more]: readonly string[], service: ScheduleService) {
  const singular = /^(minute|hour|day)s?$/.exec(unit)?.[1];
  if (!/^\d+$/.test(value) || Number(value) === 0 || singular === undefined || more.length > 0) {
    return {
      what: "is not a whole number and a unit of minutes, hours or days",
      remediation: "Write `rate(5 minutes)`, `rate(1 hour)` or `rate(7 days)`.",
    };
  }
  const right = Number(value) === 1 ? singular : `${singular}s`;
  return unit === right || service === "scheduler"
    ? undefined
    : {
        what: `has the unit \`${unit}\` with ${value}: 1 takes the singular, everything else the plural`,
        remediation: `Write \`rate(${value} ${right})\`.`,
      };
}

function cronFault(fields: readonly string[]): ScheduleFault | undefined {
  if (fields.length !== FIELDS.length) {
    return {
      what: `has ${fields.length} fields; AWS has six (${FIELDS.join(", ")})`,
      remediation: fields.length === 5 ? `Write ${fromUnix(fields)}.` : EXAMPLES,
    };
  }
  // AWS takes commas between the fields, too (https://github.com/boto/boto3/issues/2876).
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year] = fields.map((field) => field.replace(/,$/, ""));
  if (dayOfMonth === "?" || dayOfWeek === "?") {
    return undefined;
  }
  const days = dayOfWeek === "*" ? [dayOfMonth, month, "?"] : ["?", month, dayOfWeek];
  return {
    what: "sets both the day of the month and the day of the week; one of them must be `?`",
    remediation: `Write \`cron(${[minutes, hours, ...days, year].join(" ")})\`.`,
  };
}

/** The five fields of a crontab have no year, no `?`, and number the days of the week from 0. */
function fromUnix([minutes, hours, dayOfMonth, month, dayOfWeek]: readonly string[]): string {
  return dayOfWeek === "*" || dayOfWeek === "?"
    ? `\`cron(${[minutes, hours, dayOfMonth, month, "?", "*"].join(" ")})\``
    : `\`cron(${[minutes, hours, "?", month, dayOfWeek, "*"].join(" ")})\`, with Sunday as 1`;
}
