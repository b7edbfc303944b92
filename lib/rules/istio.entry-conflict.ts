import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { filled, items, struct } from '../manifests/raw';
import { quoted } from '../values/coded-error';
import { Audience } from './istio/audience';
import { FirstOf } from './istio/first-of';
import { IstioObject, istioObjects } from './istio/objects';
import { toldOnce } from './istio/told-once';
import { Rule, RuleFinding } from './rule';

/** What a ServiceEntry says of a port of a host, to the namespaces of one scope. */
interface Said {
  readonly entry: IstioObject;
  readonly field: string;
  readonly host: string;
  readonly port: number;
  readonly protocol: string;
  /** A namespace, or `*` for all of them. */
  readonly scope: string;
}

/**
 * A proxy speaks one protocol on a port of a host, whatever several ServiceEntries say. A private one beside one for all may be meant
 * to take its place.
 */
export const entryConflict: Rule = {
  id: 'istio.entry-conflict',
  check: (manifests: Manifests) => {
    const said = istioObjects(manifests).serviceEntries.flatMap(saidBy);
    const first = new FirstOf<Said>();
    const alike = said.flatMap((one) => differing(one, first.add(keyOf(one, one.scope), one), Severity.ERROR));
    const beside = said.flatMap((one) => differing(one, first.get(keyOf(one, '*')), Severity.WARNING));
    return toldOnce([...alike, ...beside]);
  },
};

function saidBy(entry: IstioObject): Said[] {
  const { hosts, ports, exportTo } = entry.spec;
  const audience = Audience.of(exportTo, entry.namespace);
  const scopes = audience.isAll ? ['*'] : [...audience.namespaces];
  return items(ports).flatMap((item, index) => {
    const { number: port, protocol } = struct(item);
    const names = typeof port === 'number' ? items(hosts).flatMap((host) => filled(host) ?? []) : [];
    return names.flatMap((host) =>
      scopes.map((scope) => ({
        entry,
        field: `spec.ports[${index}].protocol`,
        host,
        port: Number(port),
        protocol: (filled(protocol) ?? '').toUpperCase(),
        scope,
      })),
    );
  });
}

function keyOf({ host, port }: Said, scope: string): string {
  return JSON.stringify([scope, host, port]);
}

function differing(one: Said, other: Said | undefined, severity: Severity): RuleFinding[] {
  const { entry, field, host, port, protocol } = one;
  if (other === undefined || protocol === other.protocol || entry === other.entry) {
    return [];
  }
  const its = `ServiceEntry "${other.entry.namespace}/${other.entry.name}"`;
  const what = `port ${port} of ${quoted(host)} is ${shown(protocol)} here and ${shown(other.protocol)} in ${its}, and proxies that see both use one of the two`;
  return [
    { origin: entry.origin, severity, field, what, fix: 'write one protocol in both, or limit their exportTo to different namespaces' },
  ];
}

function shown(protocol: string): string {
  return protocol === '' ? 'of no protocol' : protocol;
}
