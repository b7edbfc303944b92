import { Manifests } from '../../manifests/manifests';
import { filled, items, struct } from '../../manifests/raw';
import { groupBy } from '../../values/group-by';
import { Audience } from './audience';
import { serviceHost } from './mesh-host';
import { IstioObject, istioObjects } from './objects';
import { once } from './once';
import { ServiceObject, workloadsOf } from './workloads';

/** What the cluster is known to have under a host: a Service, or an entry for what lies outside. */
export interface RegistryHost {
  /** Where it is, which decides whose DestinationRules hold for it. */
  readonly namespace: string;
  readonly ports: ReadonlySet<number>;
  readonly service?: ServiceObject;
  /** The ServiceEntries, where it has any. */
  readonly entries: readonly EntryObject[];
}

export interface EntryObject extends IstioObject {
  readonly audience: Audience;
  readonly ports: readonly EntryPort[];
}

interface EntryPort {
  readonly port: number;
  readonly protocol: string;
}

export interface Registry {
  readonly hosts: ReadonlyMap<string, RegistryHost>;
  /** The namespaces that have a Service of a name. */
  readonly homesOf: ReadonlyMap<string, readonly string[]>;
}

export const registryOf = once((manifests): Registry => {
  const hosts = new Map<string, RegistryHost>();
  const { services } = workloadsOf(manifests);
  for (const service of services) {
    const { name, namespace } = service;
    const ports = service.ports.filter(({ protocol }) => protocol !== 'UDP').map(({ port }) => port);
    add(hosts, serviceHost(name, namespace), { namespace, ports: new Set(ports), service, entries: [] });
  }
  entries(manifests).forEach(([host, entry]) => add(hosts, host, entry));
  const byName = groupBy(services, ({ name }) => name);
  return { hosts, homesOf: new Map([...byName].map(([name, its]) => [name, its.map(({ namespace }) => namespace)])) };
});

/** Several of one host are one host to a client: it has the ports of all. */
function add(hosts: Map<string, RegistryHost>, host: string, more: RegistryHost): void {
  const { ports, entries: its, ...known } = hosts.get(host) ?? { ...more, ports: [], entries: [] };
  hosts.set(host, { ...known, ports: new Set([...ports, ...more.ports]), entries: [...its, ...more.entries] });
}

function entries(manifests: Manifests): [string, RegistryHost][] {
  return istioObjects(manifests)
    .serviceEntries.map(toEntry)
    .flatMap((entry) => {
      const { namespace, ports, spec } = entry;
      const known = { namespace, ports: new Set(ports.map(({ port }) => port)), entries: [entry] };
      return items(spec.hosts).flatMap((item): [string, RegistryHost][] => {
        const host = filled(item);
        return host === undefined ? [] : [[host, known]];
      });
    });
}

function toEntry(object: IstioObject): EntryObject {
  const ports = items(object.spec.ports).flatMap((item) => {
    const { number, protocol } = struct(item);
    return typeof number === 'number' ? [{ port: number, protocol: (filled(protocol) ?? '').toUpperCase() }] : [];
  });
  return { ...object, audience: Audience.of(object.spec.exportTo, object.namespace), ports };
}

/** The namespace of what a host names, as far as that is known. */
export function homeOf(host: string, manifests: Manifests): string | undefined {
  const [, namespace, ...rest] = host.split('.');
  return registryOf(manifests).hosts.get(host)?.namespace ?? (rest.join('.') === 'svc.cluster.local' ? namespace : undefined);
}
