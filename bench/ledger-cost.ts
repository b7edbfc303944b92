import { KubeObject } from '../lib/manifests/document';
import { Manifests } from '../lib/manifests/manifests';
import { ledgerOf } from '../lib/rules/ledger/ledger';
import type { BenchLine } from './bench';
import { costRatio, documentsOf } from './cost-ratio';

/** Ten times the reservations may take this many times as long. */
const LIMIT = 13;
const SMALL = 10_000;
const LARGE = 100_000;
const REPETITIONS = 5;

/** One pool, and Services each of which reserves an address of it, shuffled over the pool. */
export function reservations(count: number, addresses: string, nth: (index: number) => string): Manifests {
  return new Manifests(documentsOf(objectsOf(count, addresses, nth)), 'default');
}

function objectsOf(count: number, addresses: string, nth: (index: number) => string): KubeObject[] {
  const pool = {
    apiVersion: 'metallb.io/v1beta1',
    kind: 'IPAddressPool',
    metadata: { name: 'main', namespace: 'metallb-system' },
    spec: { addresses: [addresses] },
  };
  const services = Array.from({ length: count }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `s${index}`, namespace: 'default', annotations: { 'metallb.io/loadBalancerIPs': nth(index) } },
    spec: { type: 'LoadBalancer', ports: [{ port: 80, protocol: 'TCP' }] },
  }));
  return [pool, ...services];
}

/** All different: the factor has nothing in common with the size of the pool. */
export function inSlash12(index: number): string {
  const offset = (index * 7919) % 0x10_0000;
  return `10.${offset >> 16}.${(offset >> 8) & 255}.${offset & 255}`;
}

/** The address ledger of ten times as many reservations. */
export function ledgerCost(): BenchLine {
  const [few, many] = [SMALL, LARGE].map((count) => objectsOf(count, '10.0.0.0/12', inSlash12));
  const { small, large, ratio, result } = costRatio(few, many, REPETITIONS, (manifests) => ledgerOf(manifests));
  const times = `${small.toFixed(0)} ms for ${SMALL} reservations, ${large.toFixed(0)} ms for ${LARGE}, each the best of ${REPETITIONS}`;
  const steps = `${(result.steps / LARGE).toFixed(2)} steps each`;
  return { text: `ledger: ratio ${ratio.toFixed(1)} (at most ${LIMIT}): ${times}, ${steps}`, ok: ratio <= LIMIT };
}
