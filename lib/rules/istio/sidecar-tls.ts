import { filled, items, struct } from '../../manifests/raw';
import { quoted } from '../../values/coded-error';
import { RuleFinding } from '../rule';

type Fault = Omit<RuleFinding, 'origin'>;

const FOR_GATEWAYS = ['subjectAltNames', 'httpsRedirect', 'credentialName', 'credentialNames', 'tlsCertificates'];
const MODES_FOR_GATEWAYS = new Set<unknown>(['ISTIO_MUTUAL', 'AUTO_PASSTHROUGH']);

/** The TLS settings of a listener for requests to the pods, which are fewer than those of a Gateway. */
export function tlsFaults(listener: string, protocol: unknown, tls: unknown): Fault[] {
  if ((tls ?? null) === null) {
    return [];
  }
  const said = struct(tls);
  const fields = FOR_GATEWAYS.filter((name) => isSet(said[name])).map((name): Fault => {
    const fix = 'leave it out; the certificate of a Sidecar is files, serverCertificate and privateKey';
    return { field: `${listener}.tls.${name}`, what: `${name} is for servers of a Gateway only`, fix };
  });
  return [...fields, ...modeFault(`${listener}.tls.mode`, said.mode), ...protocolFault(`${listener}.port.protocol`, protocol)];
}

function modeFault(field: string, mode: unknown): Fault[] {
  const allowed = 'SIMPLE, MUTUAL, OPTIONAL_MUTUAL or PASSTHROUGH';
  return MODES_FOR_GATEWAYS.has(mode)
    ? [{ field, what: `mode ${quoted(mode)} is for servers of a Gateway only`, allowed, fix: 'use a mode that is allowed' }]
    : [];
}

function protocolFault(field: string, protocol: unknown): Fault[] {
  const word = filled(protocol) ?? '';
  return ['https', 'tls'].includes(word.toLowerCase())
    ? []
    : [
        {
          field,
          what: `a port with TLS is of protocol ${quoted(word)}`,
          allowed: 'HTTPS or TLS',
          fix: 'change the protocol, or leave tls out',
        },
      ];
}

/** Whether a field says more than nothing. */
function isSet(value: unknown): boolean {
  return Array.isArray(value) ? items(value).length > 0 : Boolean(value);
}
