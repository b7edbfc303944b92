import { Chart } from 'cdk8s';
import { IstioServiceEntry, IstioServiceEntryProps } from '../../../lib/istio/istio-service-entry';
import { ServiceEntryProtocol } from '../../../lib/istio/service-entry/ports';
import { ServiceEntryResolution } from '../../../lib/istio/service-entry/resolution';
import { around, Expectation, Raw, RefusedCase, refused } from './case';

/** A port that names its host. */
export const TLS = { number: 443, name: 'tls', protocol: ServiceEntryProtocol.TLS };

/** The same port, which does not. */
export const TCP = { ...TLS, protocol: ServiceEntryProtocol.TCP };

export const TWO_HOSTS = ['db.example.com', 'files.example.com'];

export const list = (length: number, entry: (index: number) => string) => Array.from({ length }, (_, index) => entry(index));

/** An entry of ours for db.example.com. */
export const entryWith = (props: Partial<IstioServiceEntryProps>) => (chart: Chart) =>
  new IstioServiceEntry(chart, 'db', { hosts: ['db.example.com'], ports: [TLS], resolution: ServiceEntryResolution.none(), ...props });

export const serviceEntry = (spec: string): string => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: db, namespace: shop }
spec: { ${spec} }
`;

export const HOSTS = 'hosts: [db.example.com]';
export const PORTS = 'ports: [{ number: 443, name: tls, protocol: TLS }]';

export interface EntryFault {
  readonly id: string;
  readonly field: string;
  readonly props: Partial<IstioServiceEntryProps>;
  readonly raw: Raw;
  /** A fragment of the refusal, or what happens else. */
  readonly expect: string | Expectation;
}

/** The rest of a spec, after hosts and ports, that is once wrong and once right. */
export const rest = around((text) => serviceEntry(`${HOSTS}, ${PORTS}, ${text}`));

export function entryCase(name: string, { id, field, props, raw, expect }: EntryFault): RefusedCase {
  return {
    name: `service entry: ${name}`,
    ours: entryWith(props),
    problem: [id, `IstioServiceEntry.${field}`],
    ask: 'istio',
    raw,
    expect: typeof expect === 'string' ? refused(expect) : expect,
  };
}
