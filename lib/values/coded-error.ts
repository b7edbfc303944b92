import { inspect } from 'node:util';

/** What is wrong with one input, in the four parts every message of this library has. */
export interface Defect {
  /** Stable id, `area.what-is-wrong`; part of the public contract. */
  readonly id: string;
  /** What is wrong, naming the value that was received. */
  readonly what: string;
  /** What would have been accepted. */
  readonly allowed?: string;
  /** What to do about it. */
  readonly fix: string;
}

// A registered symbol: two installed copies of this package recognize each other's errors, which `instanceof` would not.
const BRAND = Symbol.for('cdk8s-bare-metal-ingress.error');

/** The one error class of the library. Internal, because jsii refuses an exported Error; recognized by {@link isCodedError}. */
export class BareMetalIngressError extends Error {
  declare public readonly defects: readonly Defect[];

  public constructor(message: string, defects: readonly Defect[] = []) {
    super(message);
    // Not enumerable: Node prints enumerable fields of an uncaught error below its message, which says it all already.
    Object.defineProperties(this, { defects: { value: defects }, [BRAND]: { value: true } });
  }
}

export function isCodedError(error: unknown): error is BareMetalIngressError {
  return typeof error === 'object' && error !== null && BRAND in error;
}

/** Refuses one value, where it is made. */
export function refuse(id: string, what: string, fix: string, allowed?: string): BareMetalIngressError {
  const defect = { id, what, fix, allowed };
  return new BareMetalIngressError(formatDefect(defect), [defect]);
}

export function formatDefect(defect: Defect): string {
  const allowed = defect.allowed === undefined ? '' : ` Allowed: ${defect.allowed}.`;
  return `${defect.id}: ${defect.what}.${allowed} Fix: ${defect.fix}.`;
}

const LONGEST = 200;

/** A value as it appears in a message: quoted text, so that `''` and `' x'` can be seen, a construct by its path, and never a wall of it. */
export function quoted(value: unknown): string {
  const shown = typeof value === 'string' ? JSON.stringify(value) : (pathOf(value) ?? inspect(value, { depth: 1, breakLength: Infinity }));
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}

function pathOf(value: unknown): string | undefined {
  const path = (value as { readonly node?: { readonly path?: unknown } } | null | undefined)?.node?.path;
  return typeof path === 'string' ? `construct ${JSON.stringify(path)}` : undefined;
}
