/** Maintenance and backup windows (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html). */

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY = 24 * 60;
const WEEK = 7 * DAY;
const TIME = String.raw`([01]\d|2[0-3]):([0-5]\d)`;
const BACKUP = new RegExp(`^${TIME}-${TIME}$`);
const MAINTENANCE = new RegExp(`^([a-z]{3}):${TIME}-([a-z]{3}):${TIME}$`, "i");
/** RDS takes none that is shorter. */
export const SHORTEST_WINDOW = 30;

/** A time range in minutes since its cycle (a day, a week) began. */
export interface Window {
  readonly start: number;
  readonly length: number;
}

/** Reads `03:00-04:00`. */
export function backupWindow(text: string): Window | undefined {
  const [, ...parts] = BACKUP.exec(text) ?? [];
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number);
  return parts.length === 0 ? undefined : between(at(fromHour, fromMinute), at(toHour, toMinute), DAY);
}

/** Reads `sun:04:00-sun:05:00`. */
export function maintenanceWindow(text: string): Window | undefined {
  const [, fromDay = "", fromHour, fromMinute, toDay = "", toHour, toMinute] = MAINTENANCE.exec(text) ?? [];
  const days = [fromDay, toDay].map((day) => DAYS.indexOf(day.toLowerCase()));
  const [from = -1, to = -1] = days;
  if (from < 0 || to < 0) {
    return undefined;
  }
  return between(
    from * DAY + at(Number(fromHour), Number(fromMinute)),
    to * DAY + at(Number(toHour), Number(toMinute)),
    WEEK,
  );
}

/** Whether a daily and a weekly window share a minute. */
export function collide(daily: Window, weekly: Window): boolean {
  // A day before the week as well: a window that begins on Sunday night reaches into Monday.
  return Array.from({ length: 9 }, (_, day) => daily.start + (day - 1) * DAY).some(
    (start) => start < weekly.start + weekly.length && weekly.start < start + daily.length,
  );
}

function at(hour = 0, minute = 0): number {
  return hour * 60 + minute;
}

function between(start: number, end: number, cycle: number): Window {
  return { start, length: (end - start + cycle) % cycle };
}
