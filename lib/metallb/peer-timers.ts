import { Duration } from 'cdk8s';
import { Findings } from '../core/findings';
import { quoted } from '../values/coded-error';
import { secondsWithin } from './within';

/** The times of a BGP session, in whole seconds. */
export interface PeerTimers {
  /**
   * How long the session stands without a word from the other side: 0, for ever, or 3 to 65535 s.
   * `metallb.timers` is reported otherwise (MetalLB `internal/config`).
   * @default - three times `keepaliveTime` where that is given; else 90 s in MetalLB's native BGP mode, and 180 s in FRR. The lower
   * one of both sides holds.
   */
  readonly holdTime?: Duration;

  /**
   * The time between two signs of life, 0 to 65535 s, and not longer than `holdTime`; `metallb.timers` is reported otherwise. Not in
   * MetalLB's native BGP mode.
   * @default - a third of `holdTime` where that is given; else a third of what holds in MetalLB's native BGP mode, and 60 s in FRR
   */
  readonly keepaliveTime?: Duration;

  /**
   * The time between two attempts to connect, 1 to 65535 s, whole; `metallb.connect-time` is reported otherwise. Not in MetalLB's
   * native BGP mode.
   * @default - left to FRR: 120 s
   */
  readonly connectTime?: Duration;
}

const HOLD = { id: 'metallb.timers', noun: 'a hold time', least: 0, most: 65535 };
const KEEPALIVE = { id: 'metallb.timers', noun: 'a keepalive time', least: 0, most: 65535 };
const CONNECT = { id: 'metallb.connect-time', noun: 'a time to wait for a connection', least: 1, most: 65535 };

/** Reports times that MetalLB refuses, or rounds. */
export function checkTimers(findings: Findings, { holdTime, keepaliveTime, connectTime }: PeerTimers): void {
  const hold = findings.parseOptional('holdTime', holdTime, secondsWithin(HOLD));
  const keepalive = findings.parseOptional('keepaliveTime', keepaliveTime, secondsWithin(KEEPALIVE));
  findings.parseOptional('connectTime', connectTime, secondsWithin(CONNECT));
  if (hold === 1 || hold === 2) {
    const what = `${hold} s is too short for a hold time`;
    findings.error({ id: 'metallb.timers', what, fix: 'write 0 or at least 3 s', allowed: '0, or 3 to 65535 s' }, 'holdTime');
  }
  // The other one is left out only where it was not given, and not where it could not be read.
  const most = holdTime === undefined ? Math.floor(HOLD.most / 3) : hold;
  if (keepalive !== undefined && most !== undefined && keepalive > most) {
    const limit = holdTime === undefined ? 'a third of the longest hold time, 65535 s' : `the hold time, ${quoted(most)} s`;
    const what = `${keepalive} s is longer than ${limit}`;
    findings.error({ id: 'metallb.timers', what, fix: 'write a third of the hold time, or less' }, 'keepaliveTime');
  }
}

/** A time as Go writes it. */
export function toSecondsText(duration: Duration | undefined): string | undefined {
  return duration && `${duration.toSeconds()}s`;
}
