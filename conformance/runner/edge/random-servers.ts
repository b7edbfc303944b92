import { IstioServer, SecretRef, ServerTls } from '../../../lib';
import { Dice } from '../addresses/dice';
import { SERVER_HOSTS } from './vocabulary';
import { GatewaySketch, NAMESPACES, protocolOf, ServerMode, ServerSketch } from './world';

/** Gateways of one workload: what one of them has on a port fits to what the others have there. */
export class RandomGateways {
  public readonly sketches: readonly GatewaySketch[];
  /** What servers are for already: no two of a Gateway share a host on a port, and of TLS no two at all. */
  private readonly taken = new Set<string>();
  private secrets = 0;

  public constructor(private readonly dice: Dice) {
    this.sketches = Array.from({ length: dice.between(1, 3) }, (_, index) => this.gateway(`gateway-${index + 1}`)).filter(
      ({ servers }) => servers.length > 0,
    );
  }

  private gateway(name: string): GatewaySketch {
    const servers = Array.from({ length: this.dice.between(1, 3) }, () => this.server(name)).filter((server) => server !== undefined);
    return { name, namespace: this.dice.oneOf([...NAMESPACES, 'edge']), servers };
  }

  private server(gateway: string): ServerSketch | undefined {
    const mode = this.dice.weighted({
      http: 48,
      redirect: 6,
      simple: 20,
      mutual: 5,
      optionalMutual: 4,
      passthrough: 10,
      terminated: 3,
      tcp: 4,
    });
    const port = this.portOf(mode);
    const hosts = this.hostsOf(mode, port, gateway);
    if (hosts.length === 0) {
      return undefined;
    }
    const written = mode === 'tcp' ? hosts : hosts.map((host) => `${this.dice.oneOf(['', '', '', '', './', '*/', 'shop/'])}${host}`);
    const secret = ['simple', 'mutual', 'optionalMutual', 'terminated'].includes(mode) ? `tls-${++this.secrets}` : undefined;
    return { server: serverOf(mode, port, written, secret), port, hosts: written, mode, ...(secret === undefined ? {} : { secret }) };
  }

  private portOf(mode: ServerMode): number {
    switch (protocolOf(mode)) {
      case 'http':
        return this.dice.oneOf([80, 80, 8080]);
      case 'tls':
        return this.dice.oneOf([443, 443, 8443]);
      case 'tcp':
        return 9000;
    }
  }

  private hostsOf(mode: ServerMode, port: number, gateway: string): string[] {
    if (mode === 'tcp') {
      return this.claim(`${port}`, '*') ? ['*'] : [];
    }
    const hosts = [...new Set(Array.from({ length: this.dice.between(1, 2) }, () => this.dice.oneOf(SERVER_HOSTS)))];
    // HTTP of several Gateways is merged.
    const place = protocolOf(mode) === 'http' ? `${gateway} ${port}` : `${port}`;
    return hosts.filter((host) => this.claim(place, host));
  }

  private claim(place: string, host: string): boolean {
    const isFree = !this.taken.has(`${place} ${host}`);
    this.taken.add(`${place} ${host}`);
    return isFree;
  }
}

function serverOf(mode: ServerMode, port: number, hosts: string[], secret = ''): IstioServer {
  switch (mode) {
    case 'http':
      return IstioServer.http({ hosts, port });
    case 'redirect':
      return IstioServer.http({ hosts, port, httpsRedirect: true });
    case 'simple':
      return IstioServer.https({ hosts, port, tls: ServerTls.simple(SecretRef.fromName(secret)) });
    case 'mutual':
      return IstioServer.https({ hosts, port, tls: ServerTls.mutual(SecretRef.fromName(secret)) });
    case 'optionalMutual':
      return IstioServer.https({ hosts, port, tls: ServerTls.optionalMutual(SecretRef.fromName(secret)) });
    case 'passthrough':
      return IstioServer.tls({ hosts, port, tls: ServerTls.passthrough() });
    case 'terminated':
      return IstioServer.tls({ hosts, port, tls: ServerTls.simple(SecretRef.fromName(secret)) });
    case 'tcp':
      return IstioServer.tcp({ hosts, port });
  }
}
