import type { AlarmSpec } from "../alarm-specs/spec";

/** An alarm whose dimensions are known. */
export type MeasuredAlarm = Omit<AlarmSpec, "dimensions"> & { readonly dimensions: Readonly<Record<string, string>> };

const COLUMNS = 3;
const WIDTH = 24 / COLUMNS;
const HEIGHT = 6;
const ALARMS_HEIGHT = 4;

/**
 * A dashboard of all alarms: their states on top, then a graph for each of what it watches and where its threshold lies.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(region: string, alarmArns: readonly string[], alarms: readonly MeasuredAlarm[]): string {
  const graphs = alarms.map((alarm, index) => ({
    type: "metric",
    x: (index % COLUMNS) * WIDTH,
    y: ALARMS_HEIGHT + Math.floor(index / COLUMNS) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
    properties: {
      title: alarm.type,
      region,
      view: "timeSeries",
      metrics: [[alarm.namespace, alarm.metricName, ...Object.entries(alarm.dimensions).flat()]],
      stat: alarm.statistic ?? alarm.extendedStatistic,
      period: alarm.period,
      annotations: { horizontal: [{ label: "Alarm", value: alarm.threshold }] },
    },
  }));
  const states = {
    type: "alarm",
    x: 0,
    y: 0,
    width: 24,
    height: ALARMS_HEIGHT,
    properties: { title: "Alarms", alarms: alarmArns },
  };
  return JSON.stringify({ widgets: [states, ...graphs] });
}
