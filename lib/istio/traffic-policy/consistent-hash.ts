import { Duration } from 'cdk8s';
import { Findings } from '../../core/findings';
import { parseHeaderName } from '../../routing/http-match';
import { quoted, refuse } from '../../values/coded-error';
import { list, madeBy, struct } from '../../values/input';
import { DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHash as HashDocument } from '../crd.private';
import { toDurationTextOrZero } from '../duration';
import { LoadBalancingOptions } from './locality';
import { parseFilled, Settings } from './settings';

/** An attribute of the cookie that a proxy makes, such as `SameSite` with value `Strict`. */
export interface HashCookieAttribute {
  /** Name of the attribute, each once: `istio.empty-text`, `istio.duplicate-cookie-attribute` are reported otherwise. */
  readonly name: string;

  /**
   * Value of the attribute.
   * @default - none, as for `Secure`
   */
  readonly value?: string;
}

/** The cookie by which requests find their pod. */
export interface HashCookie {
  /** Name of the cookie; `istio.empty-text` is reported for none. */
  readonly name: string;

  /**
   * How long the cookie lives that a proxy makes for a client without one, in whole milliseconds, 0 for as long as the browser is
   * open; `istio.duration` is reported otherwise.
   * @default - no cookie is made: only clients that bring one keep their pod
   */
  readonly ttl?: Duration;

  /**
   * Path of the cookie that a proxy makes; `istio.empty-text` is reported for an empty one.
   * @default - none
   */
  readonly path?: string;

  /**
   * Further attributes of the cookie that a proxy makes.
   * @default - none
   */
  readonly attributes?: HashCookieAttribute[];
}

/** What the ways to balance can say that send like requests to one pod. */
export interface ConsistentHashOptions extends LoadBalancingOptions {
  /**
   * How hashes are spread over the pods.
   * @default - left to Istio, a ring of 1024 entries at least
   */
  readonly algorithm?: HashAlgorithm;
}

const DEFAULT_TABLE_SIZE = 65537;
const TABLE_SIZE_LIMIT = 5000011;
const LARGEST_RING = 8388608;

/** How hashes are spread over the pods. */
export class HashAlgorithm {
  /**
   * A ring on which each pod has several places.
   * @param minimumRingSize entries at least, 1 to 8388608, Envoy's largest ring; `istio.ring-size` is reported otherwise. More spread
   * the requests more evenly. Without it Envoy takes 1024.
   */
  public static ringHash(minimumRingSize?: number): HashAlgorithm {
    return new HashAlgorithm('ringHash', minimumRingSize);
  }

  /**
   * A table that is fast to look up.
   * @param tableSize entries, a prime number less than 5000011; `istio.table-size` is reported otherwise. Without it 65537, as Envoy does.
   */
  public static maglev(tableSize: number = DEFAULT_TABLE_SIZE): HashAlgorithm {
    return new HashAlgorithm('maglev', tableSize);
  }

  private constructor(
    private readonly kind: 'maglev' | 'ringHash',
    private readonly size: number | undefined,
  ) {}

  /** @internal */
  public _check(): void {
    const { kind, size } = this;
    if (kind === 'ringHash' && size !== undefined && !isWhole(size, 1, LARGEST_RING)) {
      const allowed = `1 to ${LARGEST_RING}, whole`;
      throw refuse('istio.ring-size', `${quoted(size)} is not the size of a ring`, `write a whole number from ${allowed}`, allowed);
    }
    if (kind === 'maglev' && !(isWhole(size, 2, TABLE_SIZE_LIMIT - 1) && isPrime(size))) {
      const fix = 'write a prime number, such as 65537';
      throw refuse('istio.table-size', `${quoted(size)} is not the size of a table`, fix, `a prime number less than ${TABLE_SIZE_LIMIT}`);
    }
  }

  /** @internal */
  public _document(): unknown {
    const { kind, size } = this;
    const document: HashDocument = kind === 'maglev' ? { maglev: { tableSize: size } } : { ringHash: { minimumRingSize: size } };
    return document;
  }
}

export const parseAlgorithm = madeBy(HashAlgorithm, 'HashAlgorithm.ringHash(…) or HashAlgorithm.maglev(…)');

/** What of a request is hashed. */
export interface HashKey {
  readonly check: (findings: Findings, field: string) => void;
  readonly document: () => unknown;
}

export function hashByHeader(name: string): HashKey {
  return {
    check: (findings, field) => findings.parse(field, name, parseHeaderName),
    document: () => ({ httpHeaderName: name }) satisfies HashDocument,
  };
}

export function hashByQueryParameter(name: string): HashKey {
  return {
    check: (findings, field) => findings.parse(field, name, parseFilled),
    document: () => ({ httpQueryParameterName: name }) satisfies HashDocument,
  };
}

export function hashBySourceIp(): HashKey {
  return { check: () => undefined, document: () => ({ useSourceIp: true }) satisfies HashDocument };
}

export function hashByCookie(cookie: HashCookie): HashKey {
  return {
    check: (findings, field) => checkCookie(new Settings(findings, `${field}.cookie`, cookie)),
    document: () => ({ httpCookie: { ...cookie, ttl: cookie.ttl && toDurationTextOrZero(cookie.ttl) } }) satisfies HashDocument,
  };
}

function checkCookie(cookie: Settings<HashCookie>): void {
  cookie.parseNeeded('name', parseFilled);
  cookie.parse('ttl', toDurationTextOrZero);
  cookie.parse('path', parseFilled);
  const seen = new Set<string>();
  (cookie.parse('attributes', list<HashCookieAttribute>) ?? []).forEach((attribute, index) => {
    const field = `${cookie.fieldOf('attributes')}[${index}]`;
    const name = cookie.findings.parse(field, attribute, struct) && cookie.findings.parse(`${field}.name`, attribute.name, parseFilled);
    cookie.findings.parseOptional(`${field}.value`, attribute?.value, parseFilled);
    if (name !== undefined && seen.size === seen.add(name).size) {
      const what = `the cookie has two attributes ${quoted(name)}`;
      cookie.findings.error({ id: 'istio.duplicate-cookie-attribute', what, fix: 'drop one of them' }, `${field}.name`);
    }
  });
}

function isWhole(size: number | undefined, least: number, most: number): size is number {
  return size !== undefined && Number.isInteger(size) && size >= least && size <= most;
}

function isPrime(number: number): boolean {
  for (let factor = 2; factor * factor <= number; factor++) {
    if (number % factor === 0) {
      return false;
    }
  }
  return true;
}
