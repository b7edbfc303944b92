import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Case } from '../suite';

/** What became of a Service, a pool, an advertisement, or of MetalLB's whole configuration. */
export interface Outcome {
  /** In the order of the Service's status. */
  readonly addresses?: readonly string[];
  /** A class of `refusal.ts`. */
  readonly refused?: string;
  /** Neither an address nor a word about it. */
  readonly pending?: true;
  /** Classes of warnings that come with an address or a refusal. */
  readonly warned?: readonly string[];
}

/**
 * Outcomes by what they are about: the name of a Service; `pool/NAME`, `advertisement/NAME` or `KIND/NAME` where it was
 * refused, be it when it was applied or deleted;
 * `configuration` where the controller took none of it.
 */
export type Outcomes = Readonly<Record<string, Outcome>>;

/** A Service in few words. Keys with a slash are annotations. */
export interface ServiceSketch {
  /** @default 'default' */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** As `80` or `53/UDP`. @default [80] */
  readonly ports?: readonly (string | number)[];
  /** @default - app: NAME */
  readonly selector?: Readonly<Record<string, string>>;
  /** The rest of the spec. @default - type: LoadBalancer */
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly [annotation: `${string}/${string}`]: string;
}

/** Addresses alone, or the spec of an IPAddressPool, with its namespace where that is the point. */
export type PoolSketch = readonly string[] | { readonly namespace?: string; readonly [field: string]: unknown };

export interface ObjectSketch {
  readonly namespace?: string;
  readonly ipAddressPools?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** What is applied, in this order, and then waited for. */
export interface Step {
  /** With their labels. */
  readonly namespaces?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly pools?: Readonly<Record<string, PoolSketch>>;
  /** L2Advertisements with their spec. */
  readonly advertisements?: Readonly<Record<string, { readonly ipAddressPools?: readonly string[] }>>;
  /** Any other object of MetalLB by `KIND/NAME`, with its spec and, where that is the point, its namespace; or a Node or ConfigMap. */
  readonly objects?: Readonly<Record<`${string}/${string}`, ObjectSketch>>;
  /** `NAME` of a Service, `pool/NAME`, `advertisement/NAME` or `KIND/NAME`. */
  readonly delete?: readonly string[];
  readonly services?: Readonly<Record<string, ServiceSketch>>;
  readonly expect: Outcomes;
  /** Ids of problems, among others, that our rules report of all that is written by then: what MetalLB leaves to its users to find. */
  readonly reports?: readonly string[];
}

/** How the controller is started. */
export interface Mode {
  readonly webhooks?: boolean;
  readonly loadBalancerClass?: string;
  /** @default 'frr-k8s', as its Helm chart has it */
  readonly bgpMode?: 'native' | 'frr' | 'frr-k8s';
}

/** Pools and Services from nothing, and what MetalLB should make of them, step by step. */
export interface World extends Case {
  readonly mode: Mode;
  readonly steps: readonly Step[];
}

type ShortOutcome = string | Outcome;
interface ShortStep extends Omit<Step, 'expect'> {
  readonly expect: Readonly<Record<string, ShortOutcome>>;
}
interface ShortWorld extends ShortStep, Mode {
  readonly world: string;
  readonly then?: readonly ShortStep[];
}

const FOLDER = join(__dirname, '../../cases/addresses');

export function readWorlds(folder = FOLDER): World[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.sort().flatMap((name) => worldsIn(readFileSync(join(folder, name), 'utf8')));
}

export function worldsIn(text: string): World[] {
  return (parse(text) as ShortWorld[]).map(({ world, webhooks, loadBalancerClass, bgpMode = 'frr-k8s', then = [], ...first }) => ({
    name: world,
    mode: { webhooks, loadBalancerClass, bgpMode },
    steps: [first, ...then].map((step) => ({ ...step, expect: mapValues(step.expect, outcomeOf) })),
  }));
}

/** Addresses may be written as one text, and silence as `pending`. */
function outcomeOf(short: ShortOutcome): Outcome {
  if (typeof short !== 'string') {
    return short;
  }
  return short === 'pending' ? { pending: true } : { addresses: short.split(', ') };
}

function mapValues<A, B>(map: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
