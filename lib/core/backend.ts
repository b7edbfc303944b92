import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { quoted, refuse } from '../values/coded-error';
import { parseDnsLabel, parseServiceName } from '../values/dns-name';
import { Host } from '../values/host';
import { fieldsOf, text as asText } from '../values/input';
import { parsePort } from '../values/port';
import { namespaceOf, theOnly } from './object-lookup';

/** Which port of a Service of this program is meant. */
export interface BackendPortOptions {
  /**
   * Number of one of the Service's ports. `backend.unknown-port` is reported when it has no such port.
   * @default - the only port of the Service; `backend.ambiguous-port` is reported when it has several
   */
  readonly port?: number;
}

/** A Service that is not made in this program. */
export interface ExternalBackendOptions {
  /** Port of the Service, 1 to 65535; `port.range` is reported otherwise. */
  readonly port: number;
  /**
   * Namespace of the Service.
   * @default - the namespace of whatever refers to it
   */
  readonly namespace?: string;
}

/** The port of a host that is no Service. */
export interface BackendHostOptions {
  /** Port that requests are sent to, 1 to 65535; `port.range` is reported otherwise. */
  readonly port: number;
}

/** The Service of a backend, once the tree is complete. */
export interface ResolvedService {
  readonly name: string;
  /** Nothing: the namespace of whatever refers to it. */
  readonly namespace?: string;
}

/** A host that is no Service of the cluster: a name for itself, the same in every namespace. */
export interface ResolvedHost {
  readonly host: string;
}

/** What a backend comes to once the tree is complete. */
export type ResolvedBackend = (ResolvedService | ResolvedHost) & { readonly port: number };

/** Where traffic ends: a port of a Service, or of a host outside the cluster. */
export class Backend {
  /**
   * A Service of this program: a cdk8s-plus Service of any version, an `ApiObject`, or anything that holds exactly one Service.
   * Name, namespace and ports are read from it when the tree is complete, so it may still change.
   * @param service the construct; `reference.not-one` is reported when it holds no Service or several
   */
  public static fromService(service: IConstruct, options: BackendPortOptions = {}): Backend {
    const { port } = fieldsOf(options);
    const read = () => readService(theOnly('v1', 'Service', service, 'Backend.fromName(…)'));
    return new Backend(
      () => {
        const reading = read();
        if (port !== undefined) {
          choosePort(reading, port);
        }
        return reading;
      },
      () => choosePort(read(), port),
      () => {
        const reading = read();
        return (wanted) => choosePort(reading, wanted);
      },
    );
  }

  /**
   * A Service that exists in the cluster, or will.
   * @param name name of the Service, an RFC 1035 label; `name.syntax` is reported otherwise
   */
  public static fromName(name: string, options: ExternalBackendOptions): Backend {
    const port = () => parsePort(fieldsOf(options).port);
    return new Backend(() => {
      port();
      const { namespace } = options;
      return { name: parseBackendName(name), namespace: namespace === undefined ? undefined : parseDnsLabel(namespace) };
    }, port);
  }

  /**
   * A host outside the cluster that the mesh knows under this name, such as one of a ServiceEntry that is kept elsewhere. It is
   * written as it is. `IstioServiceEntry.backend()` refers to one of this program; an Ingress has no word for it.
   * @param host a DNS name with a dot, or `*.example.com`; reported otherwise: `host.syntax`, `host.wildcard`, `backend.host`
   */
  public static fromHost(host: string, options: BackendHostOptions): Backend {
    const port = () => parsePort(fieldsOf(options).port);
    return new Backend(() => {
      port();
      return { host: parseBackendHost(host) };
    }, port);
  }

  /**
   * A backend that its maker resolves; the functions throw what is wrong.
   * @internal
   */
  public static _of(target: () => ResolvedService | ResolvedHost, port: () => number, portCheck: () => PortCheck): Backend {
    return new Backend(target, port, portCheck);
  }

  private constructor(
    private readonly target: () => ResolvedService | ResolvedHost,
    private readonly port: () => number,
    private readonly portCheck: () => PortCheck = () => () => undefined,
  ) {}

  /** @internal */
  public _resolve(): ResolvedBackend {
    return { ...this._resolveService(), port: this.port() };
  }

  /**
   * The Service or host alone, for what concerns all of its ports.
   * @internal
   */
  public _resolveService(): ResolvedService | ResolvedHost {
    const target = this.target();
    return 'host' in target ? { host: target.host } : { name: target.name, namespace: target.namespace };
  }

  /**
   * Throws of any port that is none of those that are known.
   * @internal
   */
  public _portCheck(): PortCheck {
    return this.portCheck();
  }
}

type PortCheck = (port: number) => unknown;

interface BackendPort {
  readonly port: number;
  readonly name?: string;
}

interface ServiceReading extends ResolvedService {
  readonly namespace: string;
  readonly ports: readonly (BackendPort & { readonly protocol?: string })[];
}

/** The name of a Service. A dot is no part of one: what it was meant to say is told. */
function parseBackendName(name: string): string {
  const [service, namespace, svc] = asText(name).split('.');
  if (namespace === undefined) {
    return parseServiceName(name);
  }
  const fix =
    svc === undefined || svc === 'svc'
      ? `write Backend.fromName(${quoted(service)}, { namespace: ${quoted(namespace)}, … })`
      : `write Backend.fromHost(${quoted(name)}, …) for a host outside the cluster`;
  throw refuse('name.syntax', `${quoted(name)} is not the name of a Service, which has no dot`, fix);
}

function parseBackendHost(text: string): string {
  const { isWildcard, text: host } = Host.parse(text);
  if (host === '*' || !host.includes('.') || /\.\d+$/.test(host)) {
    const fix =
      isWildcard || host.includes('.') ? 'write the DNS name of the host' : `write Backend.fromName(${quoted(host)}, …) for a Service`;
    throw refuse('backend.host', `${quoted(host)} names no host outside the cluster`, fix, 'a DNS name with a dot, or "*.example.com"');
  }
  return host;
}

/** The Service as it will be written, so that a patch of it counts. */
function readService(service: ApiObject): ServiceReading {
  const { metadata, spec } = rendered(service);
  const ports: unknown = spec?.ports ?? [];
  if (!arePorts(ports)) {
    const what = `Service ${quoted(service.node.path)} has ports that can be none: ${quoted(ports)}`;
    throw refuse('reference.unreadable', what, 'mend the Service first');
  }
  return { name: metadata.name, namespace: metadata.namespace ?? namespaceOf(service), ports };
}

interface RenderedService {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: { readonly ports?: unknown };
}

function rendered(service: ApiObject): RenderedService {
  try {
    return service.toJson() as RenderedService;
  } catch (error) {
    const what = `Service ${quoted(service.node.path)} cannot be rendered: ${error instanceof Error ? error.message : quoted(error)}`;
    throw refuse('reference.unreadable', what, 'mend the Service first');
  }
}

function arePorts(ports: unknown): ports is ServiceReading['ports'] {
  return Array.isArray(ports) && ports.every((entry: { readonly port?: unknown } | null) => typeof entry?.port === 'number');
}

/** Routes end at TCP ports; the UDP twin that HTTP/3 has is none to choose from. */
function choosePort({ name, namespace, ports }: ServiceReading, wanted: number | undefined): number {
  const choices = ports.filter(({ protocol = 'TCP' }) => protocol === 'TCP');
  return chooseAmong(`Service ${quoted(`${namespace}/${name}`)}`, choices, 'none: it has no TCP port', wanted);
}

/** The port that is wanted, or the only one; `owner` has them. */
export function chooseAmong(owner: string, choices: readonly BackendPort[], none: string, wanted: number | undefined): number {
  const listed = choices.map(({ port, name }) => (name === undefined ? quoted(port) : `${quoted(port)} (${bare(name)})`)).join(', ');
  const allowed = listed || none;
  if (wanted !== undefined && !choices.some(({ port }) => port === wanted)) {
    const fix = `use one of the ports it has, or add port ${quoted(wanted)} to it`;
    throw refuse('backend.unknown-port', `${owner} has no port ${quoted(wanted)}`, fix, allowed);
  }
  if (wanted === undefined && choices.length !== 1) {
    const what = `${owner} has ${choices.length} ports and none was chosen`;
    throw refuse('backend.ambiguous-port', what, 'pass { port } with the one that is meant', allowed);
  }
  return wanted ?? choices[0].port;
}

/** A name without quotes; what is none is the problem of its owner. */
function bare(name: unknown): string {
  return typeof name === 'string' ? name : quoted(name);
}
