/**
 * What PutDashboard refuses in a dashboard's body, as far as AWS documents it
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html).
 */
import type { Value } from "../engine/value";
import { idsIn } from "./metric-math";
import { listed } from "./words";

/** Something wrong in a body. */
export interface BodyMistake {
  /** Where. */
  readonly at: Value;
  readonly message: string;
  readonly fix: string;
}

const MOST_WIDGETS = 500;

/** Everything wrong in a body that is JSON. Parts that are not known yet are taken to be right. */
export function* mistakesIn(body: Value): Generator<BodyMistake> {
  const widgets = body.at("widgets");
  if (widgets.unknown) {
    return;
  }
  if (body.object === undefined || !isList(widgets)) {
    yield {
      at: body.object === undefined ? body : widgets,
      message: "The body has no list of widgets.",
      fix: "Write `{ widgets: [ … ] }`; the list may be empty.",
    };
    return;
  }
  if (widgets.items.length > MOST_WIDGETS) {
    yield {
      at: widgets,
      message: `The dashboard has ${widgets.items.length} widgets; ${MOST_WIDGETS} is the most there can be.`,
      fix: "Split it into several dashboards.",
    };
  }
  for (const widget of widgets.items) {
    yield* mistakesInWidget(widget);
  }
}

function* mistakesInWidget(widget: Value): Generator<BodyMistake> {
  const type = widget.at("type");
  const properties = widget.at("properties");
  if (widget.unknown || properties.unknown) {
    return;
  }
  if (widget.object === undefined || type.absent || properties.object === undefined) {
    yield {
      at: widget,
      message: "A widget is an object with `type` and `properties`; this one is not.",
      fix: "Write `{ type: …, properties: { … } }`.",
    };
    return;
  }
  yield* mistakesInPlace(widget);
  if (type.string === "metric") {
    yield* mistakesInMetricWidget(properties);
  } else if (type.string === "text" && properties.at("markdown").absent) {
    yield { at: properties, message: "The text widget has no `markdown`.", fix: "Give it `markdown`." };
  }
}

/** The grid is 24 columns wide. */
const PLACES: readonly (readonly [string, number, number])[] = [
  ["x", 0, 23],
  ["y", 0, Infinity],
  ["width", 1, 24],
  ["height", 1, 1000],
];

function* mistakesInPlace(widget: Value): Generator<BodyMistake> {
  for (const [name, least, most] of PLACES) {
    const value = widget.at(name);
    if (typeof value.raw === "number" && (value.raw < least || value.raw > most)) {
      yield {
        at: value,
        message: `\`${name}\` is ${value.show()}, outside ${least} to ${most === Infinity ? "…" : String(most)}.`,
        fix: "Place the widget on the grid of 24 columns.",
      };
    }
  }
}

function* mistakesInMetricWidget(properties: Value): Generator<BodyMistake> {
  const metrics = properties.at("metrics");
  if (metrics.absent) {
    if (properties.at("annotations").absent) {
      yield {
        at: properties,
        message: "The metric widget has neither `metrics` nor `annotations`.",
        fix: "Give it `metrics`, a list of lists.",
      };
    }
    return;
  }
  if (metrics.unknown) {
    return;
  }
  if (!isList(metrics)) {
    yield { at: metrics, message: "`metrics` is not a list.", fix: "Write a list of lists." };
    return;
  }
  const alarms = properties.at("annotations", "alarms");
  if (properties.at("region").absent && alarms.absent && !metrics.items.every(hasOwnRegion)) {
    yield {
      at: properties,
      message: "The metric widget has no `region`.",
      fix: 'Add `region: "…"`, the region whose metrics it shows.',
    };
  }
  for (const row of metrics.items) {
    yield* mistakesInRow(row);
  }
  yield* missingIds(metrics);
}

function hasOwnRegion(row: Value): boolean {
  return row.unknown || !(rendererOf(row)?.at("region").absent ?? true);
}

function* mistakesInRow(row: Value): Generator<BodyMistake> {
  if (row.unknown) {
    return;
  }
  if (!isList(row)) {
    yield {
      at: row,
      message:
        "A metric is a list: namespace, metric, then names and values of dimensions, at the end an object of options.",
      fix: `Write \`["AWS/Lambda", "Errors", "FunctionName", "…"]\`, a list inside the list.`,
    };
    return;
  }
  const renderer = rendererOf(row);
  const parts = row.items.slice(0, renderer === undefined ? undefined : -1);
  const odd = parts.find((part) => part.string === undefined && !part.unknown);
  if (odd !== undefined) {
    yield {
      at: odd,
      message: `${odd.show()} is no text. Dimensions are texts, name and value in turn, and only the last element may be an object.`,
      fix: 'Write `["AWS/Lambda", "Errors", "FunctionName", "…", { stat: "Sum" }]`.',
    };
  } else if (renderer === undefined || parts.length > 0) {
    yield* mistakesInParts(row, parts);
  }
  if (renderer !== undefined) {
    yield* mistakesInRenderer(renderer);
  }
}

function* mistakesInParts(row: Value, parts: readonly Value[]): Generator<BodyMistake> {
  // `...` stands for any number of parts of the metric before, and so may what is not known yet.
  if (parts.some((part) => part.string === "..." || part.unknown)) {
    return;
  }
  if (parts.length < 2 || parts.length % 2 === 1) {
    yield {
      at: row,
      message:
        parts.length < 2
          ? `${row.show()} names no metric: it takes a namespace and a metric.`
          : `${row.show()} has a dimension without a value.`,
      fix: "List the namespace, the metric, and for each dimension its name and its value.",
    };
  }
}

const COLOR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;

function* mistakesInRenderer(renderer: Value): Generator<BodyMistake> {
  // Options begin with a lower-case letter, names of dimensions mostly do not.
  const dimensions = Object.keys(renderer.object ?? {}).filter((key) => /^[A-Z]|^dimensions$/.test(key));
  if (dimensions.length > 0) {
    yield {
      at: renderer,
      message: `The object at the end of a metric holds options, and no option is called ${listed(dimensions)}.`,
      fix: 'Write dimensions into the list: `["AWS/Lambda", "Errors", "FunctionName", "…"]`.',
    };
  }
  const color = renderer.at("color");
  if (color.string !== undefined && !color.halfKnown && !COLOR.test(color.string)) {
    yield { at: color, message: `${color.show()} is no color.`, fix: "Write six hexadecimal digits: `#d62728`." };
  }
}

function* missingIds(metrics: Value): Generator<BodyMistake> {
  const renderers = metrics.items.flatMap((row) => rendererOf(row) ?? []);
  const ids = renderers.map((renderer) => renderer.at("id")).filter((id) => !id.absent);
  if (ids.some((id) => id.halfKnown || id.string === undefined)) {
    return;
  }
  for (const expression of renderers.map((renderer) => renderer.at("expression"))) {
    const used = idsIn(expression.halfKnown ? "" : (expression.string ?? ""));
    const missing = used.filter((id) => ids.every((each) => each.string !== id));
    if (missing.length > 0) {
      yield {
        at: expression,
        message: `The expression ${expression.show()} uses ${listed(missing)}, and no metric of the widget has that id.`,
        fix: 'Give the metric it means an id: `["AWS/Lambda", "Errors", { id: "errors" }]`.',
      };
    }
  }
}

/** The object at the end of a metric. */
function rendererOf(row: Value): Value | undefined {
  const last = isList(row) ? row.items.at(-1) : undefined;
  return last?.object === undefined ? undefined : last;
}

function isList(value: Value): boolean {
  return Array.isArray(value.raw);
}
