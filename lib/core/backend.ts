import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { quoted, refuse } from '../values/coded-error';
import { parseDnsLabel, parseServiceName } from '../values/dns-name';
import { fieldsOf } from '../values/input';
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

/** The Service of a backend, once the tree is complete. */
export interface ResolvedService {
  readonly name: string;
  /** Nothing: the namespace of whatever refers to it. */
  readonly namespace?: string;
}

/** What a backend comes to once the tree is complete. */
export interface ResolvedBackend extends ResolvedService {
  readonly port: number;
}

/** A port of a Service, where traffic ends. */
export class Backend {
  /**
   * A Service of this program: a cdk8s-plus Service of any version, an `ApiObject`, or anything that holds exactly one Service.
   * Name, namespace and ports are read from it when the tree is complete, so it may still change.
   * @param service the construct; `reference.not-one` is reported when it holds no Service or several
   */
  public static fromService(service: IConstruct, options: BackendPortOptions = {}): Backend {
    const read = () => readService(theOnly('v1', 'Service', service, 'Backend.fromName(…)'));
    return new Backend(
      () => {
        const reading = read();
        if (options.port !== undefined) {
          choosePort(reading, options.port);
        }
        return reading;
      },
      () => choosePort(read(), options.port),
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
      return { name: parseServiceName(name), namespace: namespace === undefined ? undefined : parseDnsLabel(namespace) };
    }, port);
  }

  private constructor(
    private readonly service: () => ResolvedService,
    private readonly port: () => number,
  ) {}

  /** @internal */
  public _resolve(): ResolvedBackend {
    return { ...this._resolveService(), port: this.port() };
  }

  /**
   * The Service alone, for what concerns all of its ports.
   * @internal
   */
  public _resolveService(): ResolvedService {
    const { name, namespace } = this.service();
    return { name, namespace };
  }
}

interface ServiceReading extends ResolvedService {
  readonly namespace: string;
  readonly ports: readonly { readonly port: number; readonly name?: string; readonly protocol?: string }[];
}

/** The Service as it will be written, so that a patch of it counts. */
function readService(service: ApiObject): ServiceReading {
  try {
    const { metadata, spec } = service.toJson();
    return { name: metadata.name, namespace: metadata.namespace ?? namespaceOf(service), ports: spec?.ports ?? [] };
  } catch (error) {
    const what = `Service ${quoted(service.node.path)} cannot be rendered: ${error instanceof Error ? error.message : quoted(error)}`;
    throw refuse('reference.unreadable', what, 'mend the Service first');
  }
}

/** Routes end at TCP ports; the UDP twin that HTTP/3 has is none to choose from. */
function choosePort({ name, namespace, ports }: ServiceReading, wanted: number | undefined): number {
  const choices = ports.filter(({ protocol = 'TCP' }) => protocol === 'TCP');
  const listed = choices.map((choice) => (choice.name === undefined ? `${choice.port}` : `${choice.port} (${choice.name})`)).join(', ');
  const allowed = listed || 'none: it has no TCP port';
  const label = `Service ${quoted(`${namespace}/${name}`)}`;
  if (wanted !== undefined && !choices.some(({ port }) => port === wanted)) {
    const fix = `use one of the ports it has, or add port ${wanted} to it`;
    throw refuse('backend.unknown-port', `${label} has no port ${wanted}`, fix, allowed);
  }
  if (wanted === undefined && choices.length !== 1) {
    throw refuse(
      'backend.ambiguous-port',
      `${label} has ${choices.length} ports and none was chosen`,
      'pass { port } with the one that is meant',
      allowed,
    );
  }
  return wanted ?? choices[0].port;
}
