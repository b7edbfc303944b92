import { filled, items, struct } from '../../manifests/raw';
import { isCodedError, quoted } from '../../values/coded-error';
import { parseDnsLabel } from '../../values/dns-name';
import { Host } from '../../values/host';
import { RuleFinding } from '../rule';
import { tlsFaults } from './sidecar-tls';

export type SidecarFault = Omit<RuleFinding, 'origin'>;
type Raw = Readonly<Record<string, unknown>>;

export function ingressFaults({ ingress }: Raw): SidecarFault[] {
  const listeners = listenersOf(ingress, 'spec.ingress');
  return [
    ...listeners.flatMap(withoutPort),
    ...repeatedPorts(listeners),
    ...listeners.flatMap(({ field, port = {}, raw }) => tlsFaults(field, port.protocol, raw.tls)),
  ];
}

export function egressFaults({ egress }: Raw): SidecarFault[] {
  const listeners = listenersOf(egress, 'spec.egress');
  return [...listeners.slice(0, -1).flatMap(notLast), ...repeatedPorts(listeners), ...listeners.flatMap(hostFaults)];
}

interface Listener {
  readonly field: string;
  readonly port?: Raw;
  readonly raw: Raw;
}

function listenersOf(list: unknown, field: string): Listener[] {
  return items(list).map((item, index) => {
    const { port } = struct(item);
    return { field: `${field}[${index}]`, port: (port ?? null) === null ? undefined : struct(port), raw: struct(item) };
  });
}

function withoutPort({ field, port }: Listener): SidecarFault[] {
  return port === undefined ? [{ field, what: 'the listener has no port', fix: 'write its port' }] : [];
}

function notLast({ field, port }: Listener): SidecarFault[] {
  const what = 'the listener has no port, and so is for all ports that no other has, and others come after it';
  return port === undefined ? [{ field, what, fix: 'put one listener without a port last, and give all others a port' }] : [];
}

/** A listener on a Unix socket has port 0 and is known by its path. */
function repeatedPorts(listeners: readonly Listener[]): SidecarFault[] {
  const seen = new Set<string>();
  return listeners.flatMap(({ field, port, raw }) => {
    const number = port?.number;
    if (typeof number !== 'number') {
      return [];
    }
    const name = number === 0 ? `socket ${quoted(raw.bind)}` : `port ${number}`;
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [
      {
        field: number === 0 ? `${field}.bind` : `${field}.port.number`,
        what: `${name} is that of an earlier listener too`,
        fix: 'make one listener of the two',
      },
    ];
  });
}

function hostFaults({ field, raw: { hosts } }: Listener): SidecarFault[] {
  if (items(hosts).length === 0) {
    return [
      {
        field: `${field}.hosts`,
        what: 'the listener has no hosts',
        fix: 'write the hosts that are reached, such as "./*" for those of its namespace',
      },
    ];
  }
  return items(hosts).flatMap((host, index) =>
    isEgressHost(host)
      ? []
      : [
          {
            field: `${field}.hosts[${index}]`,
            what: `${quoted(host)} is not a namespace and a host`,
            allowed: 'namespace/host: a namespace, "." or "*", and a full DNS name, "*" or "*.example.com"',
            fix: 'write it so, such as "./*" or "*/reviews.shop.svc.cluster.local"',
          },
        ],
  );
}

/** A `~` before the namespace leaves the host out. */
function isEgressHost(host: unknown): boolean {
  const [, namespace, name] = /^~?([^/]*)\/(.+)$/.exec(filled(host) ?? '') ?? [];
  const isPlace = ['*', '.'].includes(namespace) || host === `~/${name}` || reads(() => parseDnsLabel(namespace));
  return (
    name !== undefined && isPlace && (name === '*' || (/\.[^.]*[a-z][^.]*$/i.test(name) && reads(() => Host.parse(name.toLowerCase()))))
  );
}

function reads(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (isCodedError(error)) {
      return false;
    }
    throw error;
  }
}
