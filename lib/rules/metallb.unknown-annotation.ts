import { quoted } from '../values/coded-error';
import { annotationField } from './ledger/findings';
import { ledgerOf } from './ledger/ledger';
import { ANNOTATIONS, PREFIX } from './ledger/service-request';
import { Rule } from './rule';

const NAMES: readonly string[] = Object.values(ANNOTATIONS);
// The last is written by MetalLB itself.
const KNOWN: readonly string[] = [...NAMES, 'ip-allocated-from-pool'];
const PREFIXES = ['metallb.io', 'metallb.universe.tf'];
const SIMILAR: readonly (readonly [RegExp, string])[] = [
  [/^(load)?(balancer)?(ip|ips|address|addresses)$/, ANNOTATIONS.addresses],
  [/^(ip)?(address)?(es)?pools?$/, ANNOTATIONS.pool],
  [/^(allow)?shar(ed?|ing)(ips?|key)?$/, ANNOTATIONS.sharing],
];

/** An annotation for MetalLB that it does not read: it says nothing, and the Service gets any address. */
export const unknownAnnotation: Rule = {
  id: 'metallb.unknown-annotation',
  check: (manifests, facts) =>
    ledgerOf(manifests, facts).services.flatMap(({ origin, annotations }) =>
      Object.keys(annotations)
        .filter(isUnknown)
        .map((key) => ({
          origin,
          field: annotationField(key),
          what: `MetalLB does not read an annotation ${quoted(key)}`,
          allowed: NAMES.map((name) => PREFIX + name).join(', '),
          fix: fixOf(key),
        })),
    ),
};

/** Its own names without any prefix; of its prefixes all that it does not know; of another that has its name in it, what looks meant for it. */
function isUnknown(key: string): boolean {
  if (NAMES.includes(key)) {
    return true;
  }
  const [prefix, name = ''] = key.split('/');
  return PREFIXES.includes(prefix) ? !KNOWN.includes(name) : /metal-?lb/i.test(prefix) && similar(name) !== undefined;
}

function fixOf(key: string): string {
  const meant = similar(key.split('/').at(-1) ?? '');
  return meant === undefined ? 'drop it' : `write ${quoted(PREFIX + meant)}`;
}

function similar(name: string): string | undefined {
  const letters = name.toLowerCase().replace(/[^a-z]/g, '');
  return SIMILAR.find(([pattern]) => letters !== '' && pattern.test(letters))?.[1];
}
