import { Duration } from 'cdk8s';

const UNITS: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, μs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** A time as Go writes it, in the whole seconds that the old MetalLB made of it. */
export function goDuration(text: unknown): Duration | undefined {
  if (text === '0') {
    return Duration.seconds(0);
  }
  if (typeof text !== 'string' || !/^\+?((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(text)) {
    return undefined;
  }
  const parts = [...text.matchAll(/([\d.]+)([a-zµμ]+)/g)].map(([, amount, unit]) => Number(amount) * UNITS[unit]);
  return Duration.seconds(Math.floor(parts.reduce((sum, part) => sum + part, 0)));
}
