import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { Backend, BackendPortOptions, chooseAmong } from '../core/backend';
import { defectsOf } from '../core/findings';
import { namespaceOf } from '../core/object-lookup';
import { Resource } from '../core/resource';
import { quoted, refuse } from '../values/coded-error';
import { parseDnsLabel } from '../values/dns-name';
import { fieldsOf, oneOf } from '../values/input';
import { ServiceEntry, ServiceEntrySpec } from './crd.private';
import { ExportTo, parseExportTo } from './export-to';
import { checkAddresses, checkForAddresses, checkHosts, parseEntryHost } from './service-entry/hosts';
import { NamedPort, readPorts, ServiceEntryPort } from './service-entry/ports';
import { parseResolution, ServiceEntryResolution } from './service-entry/resolution';
import { parseFilled } from './traffic-policy/settings';

/** Whether the servers of a ServiceEntry are part of the mesh. */
export enum ServiceEntryLocation {
  /** They are outside: no mutual TLS of Istio's by itself, and policies hold for the client only. */
  MESH_EXTERNAL = 'MESH_EXTERNAL',
  /** They have proxies and identities of the mesh, such as virtual machines. */
  MESH_INTERNAL = 'MESH_INTERNAL',
}

/** Properties of {@link IstioServiceEntry}. */
export interface IstioServiceEntryProps {
  /**
   * The hosts that clients ask for, 1 to 256: DNS names with a dot, or `*.example.com`, each once. Reported otherwise: `istio.no-hosts`,
   * `istio.too-many`, `istio.entry-host`, `host.*`, `istio.duplicate-host`.
   */
  readonly hosts: string[];

  /**
   * The ports that clients ask for, 1 to 256; reported otherwise: `istio.no-ports`, `istio.too-many`. Several hosts take ports of HTTP or
   * TLS, unless connections keep their address: `istio.entry-protocol`.
   */
  readonly ports: ServiceEntryPort[];

  /**
   * How the addresses behind the hosts are found. Istio's own default is `ServiceEntryResolution.none()`, with which a gateway answers
   * every request with 503, since no client asks it for the address.
   */
  readonly resolution: ServiceEntryResolution;

  /**
   * IP addresses by which clients ask for the hosts, at most 256, or CIDRs of them with static endpoints or without resolution. Reported
   * otherwise: `address.*`, `istio.too-many`, `istio.entry-addresses`; `istio.entry-addresses-shared` warns of those that stand for
   * several hosts of TLS, `istio.entry-needs-addresses` of TCP without resolution and addresses.
   * @default - left to Istio, which makes up addresses where hosts are resolved
   */
  readonly addresses?: string[];

  /**
   * Whether the servers are part of the mesh.
   * @default - left to Istio, `MESH_EXTERNAL`
   */
  readonly location?: ServiceEntryLocation;

  /**
   * Names of which the certificate of a server has to have one, where a DestinationRule says TLS and names none;
   * `istio.empty-text` is reported for an empty one.
   * @default - none
   */
  readonly subjectAltNames?: string[];

  /**
   * The namespaces whose clients see the hosts; `istio.export-to` is reported for what Istio refuses.
   * @default - left to the mesh: all, unless configured otherwise
   */
  readonly exportTo?: ExportTo;

  /**
   * Name of the ServiceEntry, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Namespace of the ServiceEntry; `name.syntax` is reported when it is none.
   * @default - the namespace of the chart, else the default one of the cluster
   */
  readonly namespace?: string;
}

/** Which host and port of a ServiceEntry are meant. */
export interface ServiceEntryBackendOptions extends BackendPortOptions {
  /**
   * One of the hosts of the entry; `backend.unknown-host` is reported for another.
   * @default - the only host; `backend.ambiguous-host` is reported when there are several
   */
  readonly host?: string;
}

const MOST = 256;

/** An Istio `ServiceEntry`: hosts that the mesh does not know by itself, such as those outside the cluster. */
export class IstioServiceEntry extends Resource {
  private readonly props: IstioServiceEntryProps;
  private readonly servers: Servers;

  public constructor(scope: Construct, id: string, props: IstioServiceEntryProps) {
    super(scope, id);
    this.props = fieldsOf(props);
    const { name: wanted, namespace, location, subjectAltNames, exportTo } = this.props;
    const name = this._nameOf(wanted);
    this._findings.parseOptional('namespace', namespace, parseDnsLabel);
    addObject(this, 'Resource', ServiceEntry, { metadata: { name, namespace }, spec: () => this._spec() });

    this.servers = this.readServers();
    this._findings.parseOptional('location', location, oneOf(ServiceEntryLocation));
    if (subjectAltNames !== undefined) {
      this._findings.parseAll('subjectAltNames', subjectAltNames, parseFilled);
    }
    const audience = this._findings.parseOptional('exportTo', exportTo, parseExportTo);
    this._findings.check(() =>
      defectsOf('exportTo', () => audience?._check({ ownNamespace: namespaceOf(this.apiObject), mayBeNone: true })),
    );
  }

  /**
   * A host and port of this entry, for a route or a DestinationRule. `backend.unknown-port` is reported for a port that it does not have,
   * `backend.ambiguous-port` when it has several and none was chosen.
   */
  public backend(options: ServiceEntryBackendOptions = {}): Backend {
    const { host, port } = fieldsOf(options);
    return Backend._of(
      () => {
        if (port !== undefined) {
          this.choosePort(port);
        }
        return { host: this.chooseHost(host) };
      },
      () => this.choosePort(port),
      () => (wanted) => this.choosePort(wanted),
    );
  }

  /** @internal */
  public _spec(): unknown {
    const { hosts, addresses, location, resolution, subjectAltNames, exportTo } = this.props;
    const spec: ServiceEntrySpec = {
      hosts,
      addresses,
      ports: [...this.servers.ports],
      location: location as ServiceEntrySpec['location'],
      ...(resolution._document() as Pick<ServiceEntrySpec, 'endpoints' | 'resolution' | 'workloadSelector'>),
      subjectAltNames,
      exportTo: exportTo?._document(),
    };
    return spec;
  }

  private readServers(): Servers {
    const { hosts: givenHosts, ports: givenPorts, addresses, resolution } = this.props;
    const findings = this._findings;
    const hosts = findings.parseAll('hosts', givenHosts, parseEntryHost);
    if (Array.isArray(givenHosts) && givenHosts.length === 0) {
      findings.error({ id: 'istio.no-hosts', what: 'the entry has no hosts', fix: 'name the hosts that clients ask for' }, 'hosts');
    }
    const ports = readPorts(findings, givenPorts);
    const read = findings.parse('resolution', resolution, parseResolution);
    if (read !== undefined) {
      read._check(
        findings,
        'resolution',
        ports.map(({ name }) => name),
      );
      checkHosts(findings, { hosts, ports, resolution: read });
      if (addresses === undefined || (Array.isArray(addresses) && addresses.length === 0)) {
        checkForAddresses(findings, { ports, resolution: read });
      } else {
        checkAddresses(findings, addresses, { hosts, ports, resolution: read });
      }
    }
    this.checkNumbers();
    return { hosts, ports };
  }

  private checkNumbers(): void {
    const { hosts, ports, addresses } = this.props;
    for (const [field, entries] of Object.entries({ hosts, ports, addresses })) {
      if (Array.isArray(entries) && entries.length > MOST) {
        const what = `there are ${entries.length}, and Istio takes ${MOST}`;
        this._findings.error({ id: 'istio.too-many', what, fix: 'make several entries' }, field);
      }
    }
  }

  private choosePort(wanted: number | undefined): number {
    const choices = this.servers.ports.map(({ number, name }) => ({ port: number, name }));
    return chooseAmong(this.label, choices, 'none: it has no port', wanted);
  }

  private chooseHost(wanted: string | undefined): string {
    const { hosts } = this.servers;
    const allowed = hosts.join(', ');
    if (wanted !== undefined && !hosts.includes(wanted)) {
      throw refuse('backend.unknown-host', `${this.label} has no host ${quoted(wanted)}`, 'use one of the hosts it has', allowed);
    }
    if (wanted === undefined && hosts.length !== 1) {
      const what = `${this.label} has ${hosts.length} hosts and none was chosen`;
      throw refuse('backend.ambiguous-host', what, 'pass { host } with the one that is meant', allowed);
    }
    return wanted ?? hosts[0];
  }

  private get label(): string {
    return `ServiceEntry ${quoted(`${namespaceOf(this.apiObject)}/${this.name}`)}`;
  }
}

/** The hosts and ports that could be read. */
interface Servers {
  readonly hosts: readonly string[];
  readonly ports: readonly NamedPort[];
}
