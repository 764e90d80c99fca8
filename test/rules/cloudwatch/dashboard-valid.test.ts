import { dashboardValid } from "../../../policy-pack/rules/cloudwatch/dashboard-valid";
import { component, interpolate, json, ref, resource, secret, testRule, unknown } from "../../support";

const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
const board = (dashboardBody: unknown) => resource(DASHBOARD, "board", { dashboardName: "board", dashboardBody });
const text = (body: unknown) => board(JSON.stringify(body));
const metric = (...metrics: readonly unknown[]) => ({ type: "metric", properties: { region: "eu-west-1", metrics } });
const widgets = (...all: readonly unknown[]) => text({ widgets: all });

testRule(dashboardValid, {
  valid: [
    { name: "no widgets at all", resources: [widgets()] },
    {
      name: "a metric with a dimension and options, as text",
      resources: [widgets(metric(["AWS/Lambda", "Errors", "FunctionName", "pay", { stat: "Sum", color: "#d62728" }]))],
    },
    {
      name: "a metric without dimensions, one that repeats it, one that repeats all",
      resources: [
        widgets(
          metric(
            ["AWS/Lambda", "Errors", "FunctionName", "pay"],
            [".", "Throttles", ".", "."],
            ["...", "charge", { stat: "Sum" }],
            ["AWS/Lambda", "Errors"],
          ),
        ),
      ],
    },
    {
      name: "metric math over its metrics",
      resources: [
        widgets(
          metric(
            [{ expression: "100 * errors / MAX([errors, all])", label: "rate", id: "e1" }],
            ["AWS/Lambda", "Errors", "FunctionName", "pay", { id: "errors", visible: false }],
            ["AWS/Lambda", "Invocations", "FunctionName", "pay", { id: "all", visible: false }],
          ),
        ),
      ],
    },
    {
      name: "a search, which names no metric",
      resources: [
        widgets(metric([{ expression: "SEARCH('{AWS/Lambda,FunctionName} MetricName=\"Errors\"', 'Sum', 300)" }])),
      ],
    },
    {
      name: "an alarm's own graph, which has no region",
      resources: [
        widgets({
          type: "metric",
          properties: { annotations: { alarms: ["arn:aws:cloudwatch:eu-west-1:210987654321:alarm:a"] } },
        }),
      ],
    },
    {
      name: "a region for each metric",
      resources: [
        widgets({ type: "metric", properties: { metrics: [["AWS/Lambda", "Errors", { region: "eu-west-1" }]] } }),
      ],
    },
    {
      name: "text, log, alarm widgets, and a type nobody knows",
      resources: [
        widgets(
          { type: "text", x: 0, y: 40, width: 24, height: 1, properties: { markdown: "# Shop" } },
          { type: "log", properties: { query: "SOURCE '/shop' | fields @message", region: "eu-west-1" } },
          { type: "alarm", properties: { alarms: [] } },
          { type: "brand-new", properties: {} },
        ),
      ],
    },
    {
      name: "a body built from an output, unknown as a whole before it is there",
      resources: [
        resource("aws:lambda/function:Function", "pay"),
        board(json({ widgets: [metric(["AWS/Lambda", "Errors", "FunctionName", ref("pay", "arn")])] })),
      ],
      undecided: ["preview"],
    },
    {
      name: "a text that is JSON once it is known",
      resources: [board(`{"widgets": ${String(unknown)}}`), resource(DASHBOARD, "second", { dashboardBody: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "values of dimensions that are not known yet, in a text that is",
      resources: [
        board(
          `{"widgets":[{"type":"metric","properties":{"region":"eu-west-1","metrics":[["AWS/Lambda","Errors","FunctionName","${String(unknown)}"]]}}]}`,
        ),
      ],
    },
    {
      name: "parts of any size that are not known yet",
      resources: [
        text({ widgets: unknown }),
        ...[
          unknown,
          { type: unknown, properties: {} },
          { type: "metric", properties: unknown },
          { type: "metric", properties: { metrics: unknown, region: unknown } },
          metric(unknown, [unknown], ["AWS/Lambda", unknown, "FunctionName"]),
          metric(["AWS/Lambda", "Errors", { color: unknown, id: unknown }], [{ expression: "errors" }]),
          metric([{ expression: unknown }]),
          { type: "metric", width: unknown, properties: { metrics: [unknown] } },
          { type: "text", properties: { markdown: unknown } },
        ].map((widget, index) =>
          resource(DASHBOARD, `board-${index}`, { dashboardBody: JSON.stringify({ widgets: [widget] }) }),
        ),
      ],
    },
  ],
  invalid: [
    {
      name: "not JSON, and an object's text",
      resources: [board("{ widgets: [] }"), resource(DASHBOARD, "object", { dashboardBody: "[object Object]" })],
      findings: [
        { resource: "board", property: "dashboardBody", message: /not JSON \(.*CloudWatch|not JSON/, severity: "high" },
        { resource: "object", property: "dashboardBody", message: "not JSON" },
      ],
    },
    {
      name: "no list of widgets: a list instead of an object, another word",
      resources: [text([metric(["A", "B"])]), resource(DASHBOARD, "word", { dashboardBody: '{"Widgets":[]}' })],
      findings: [
        { resource: "board", property: "dashboardBody", message: "no list of widgets" },
        { resource: "word", property: "dashboardBody.widgets", message: "no list of widgets" },
      ],
    },
    {
      name: "dimensions as an object, at the end and in the middle",
      resources: [
        widgets(
          metric(
            ["AWS/Lambda", "Errors", { FunctionName: "pay" }],
            ["AWS/Lambda", "Errors", { FunctionName: "pay" }, { stat: "Sum" }],
            ["AWS/Lambda", "Errors", { dimensions: { FunctionName: "pay" } }],
          ),
        ),
      ],
      findings: [
        {
          resource: "board",
          property: "dashboardBody.widgets[0].properties.metrics[0][2]",
          message: "no option is called `FunctionName`",
        },
        {
          resource: "board",
          property: "dashboardBody.widgets[0].properties.metrics[1][2]",
          message: '{"FunctionName":"pay"} is no text',
        },
        { resource: "board", property: "dashboardBody.widgets[0].properties.metrics[2][2]", message: "`dimensions`" },
      ],
    },
    {
      name: "a dimension without a value, a metric without a name",
      resources: [widgets(metric(["AWS/Lambda", "Errors", "FunctionName", { stat: "Sum" }], ["AWS/Lambda"]))],
      findings: [
        {
          resource: "board",
          property: "dashboardBody.widgets[0].properties.metrics[0]",
          message: "a dimension without a value",
        },
        { resource: "board", property: "dashboardBody.widgets[0].properties.metrics[1]", message: "names no metric" },
      ],
    },
    {
      name: "a value that is null, because the program had none, and a number",
      resources: [
        widgets(metric(["AWS/Lambda", "Errors", "FunctionName", null], ["AWS/EC2", "CPUUtilization", "Port", 80])),
      ],
      findings: [
        { resource: "board", property: "dashboardBody.widgets[0].properties.metrics[0][3]", message: "is no text" },
        { resource: "board", property: "dashboardBody.widgets[0].properties.metrics[1][3]", message: "80 is no text" },
      ],
    },
    {
      name: "one list where a list of lists belongs",
      resources: [widgets(metric("AWS/Lambda", "Errors"))],
      findings: [
        {
          resource: "board",
          property: "dashboardBody.widgets[0].properties.metrics[0]",
          message: "A metric is a list",
        },
        {
          resource: "board",
          property: "dashboardBody.widgets[0].properties.metrics[1]",
          message: "A metric is a list",
        },
      ],
    },
    {
      name: "no region, in a dashboard of a component",
      resources: [
        component("monitoring"),
        resource(
          DASHBOARD,
          "board",
          {
            dashboardBody: JSON.stringify({
              widgets: [{ type: "metric", properties: { metrics: [["AWS/Lambda", "Errors"]] } }],
            }),
          },
          { parent: "monitoring" },
        ),
      ],
      findings: [{ resource: "board", property: "dashboardBody.widgets[0].properties", message: "no `region`" }],
    },
    {
      name: "a mistake beside what is not known, found in a first preview",
      resources: [
        board(
          `{"widgets":[{"type":"metric","properties":{"metrics":[["AWS/Lambda","Errors","FunctionName","${String(unknown)}"]]}}]}`,
        ),
      ],
      findings: [{ resource: "board", message: "no `region`" }],
    },
    {
      name: "a mistake in a body built from an output, found once it is known",
      resources: [
        resource("aws:lambda/function:Function", "pay"),
        board(
          interpolate`{"widgets":[{"type":"metric","properties":{"region":"eu-west-1","metrics":[["AWS/Lambda","Errors",{"FunctionName":"${ref("pay", "arn")}"}]]}}]}`,
        ),
      ],
      modes: ["up", "offline"],
      findings: [{ resource: "board", message: "no option is called `FunctionName`" }],
    },
    {
      name: "metric math over an id nobody has",
      resources: [widgets(metric([{ expression: "errors / total" }], ["AWS/Lambda", "Errors", { id: "errors" }]))],
      findings: [
        {
          resource: "board",
          property: "dashboardBody.widgets[0].properties.metrics[0][0].expression",
          message: "uses `total`",
        },
      ],
    },
    {
      name: "nothing to show: no metrics, no properties, no markdown, no widget",
      resources: [
        widgets(
          { type: "metric", properties: { region: "eu-west-1", title: "Empty" } },
          { type: "metric", metrics: [["AWS/Lambda", "Errors"]] },
          { type: "text", properties: {} },
          "text",
        ),
      ],
      findings: [
        {
          resource: "board",
          property: "dashboardBody.widgets[0].properties",
          message: "neither `metrics` nor `annotations`",
        },
        { resource: "board", property: "dashboardBody.widgets[1]", message: "`type` and `properties`" },
        { resource: "board", property: "dashboardBody.widgets[2].properties", message: "no `markdown`" },
        { resource: "board", property: "dashboardBody.widgets[3]", message: "`type` and `properties`" },
      ],
    },
    {
      name: "a color by name, a place outside the grid",
      resources: [
        widgets({
          type: "metric",
          width: 25,
          properties: { region: "eu-west-1", metrics: [["AWS/Lambda", "Errors", { color: "red" }]] },
        }),
      ],
      findings: [
        { resource: "board", property: "dashboardBody.widgets[0].width", message: "25, outside 1 to 24" },
        {
          resource: "board",
          property: "dashboardBody.widgets[0].properties.metrics[0][2].color",
          message: '"red" is no color',
        },
      ],
    },
    {
      name: "too many widgets",
      resources: [widgets(...Array.from({ length: 501 }, () => ({ type: "text", properties: { markdown: "x" } })))],
      findings: [{ resource: "board", property: "dashboardBody.widgets", message: "501 widgets; 500 is the most" }],
    },
    {
      name: "a secret body, of which nothing is printed",
      resources: [board(secret(JSON.stringify({ widgets: [metric(["AWS/Lambda", "hush", "FunctionName"])] })))],
      needsSecretKeys: true,
      findings: [{ resource: "board", message: /^(?!.*hush).*\(secret\) has a dimension/ }],
    },
  ],
});
