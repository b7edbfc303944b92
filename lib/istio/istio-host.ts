import { quoted, refuse } from '../values/coded-error';
import { parseDnsLabel } from '../values/dns-name';
import { Host } from '../values/host';
import { text as asText } from '../values/input';
import { IpAddress } from '../values/ip-address';

/** A host that a gateway's server listens for, and the namespaces whose routes may use it. */
export interface ServerHost {
  /** As it is written in the Gateway. */
  readonly text: string;
  /** A namespace, `.` for the one of the Gateway, or `*` for any. */
  readonly namespace: string;
  readonly host: Host;
}

/**
 * `host` or `namespace/host`, as a server of a Gateway takes it. The namespace `*`, which a host alone has too, is not written: before
 * the host `*` it makes istiod drop all other hosts of the server, or fail at them (`pilot/pkg/model/gateway.go`).
 */
export function parseServerHost(text: string): ServerHost {
  const slash = asText(text).indexOf('/');
  const namespace = slash < 0 ? '*' : text.slice(0, slash);
  if (namespace !== '*' && namespace !== '.') {
    parseDnsLabel(namespace);
  }
  const host = parseEdgeHost(text.slice(slash + 1));
  return { text: namespace === '*' ? host.text : text, namespace, host };
}

/** A host under which clients outside the cluster reach something (istiod `pkg/config/validation/agent`). */
export function parseEdgeHost(text: string): Host {
  const host = Host.parse(text);
  if (text !== '*' && !text.includes('.')) {
    throw refuse(
      'istio.host-unqualified',
      `${quoted(text)} has no dot, and Istio takes such a name for a Service beside the route, which no client outside asks for`,
      'write the whole name that clients ask for',
      'a DNS name with a dot, "*", or "*.example.com"',
    );
  }
  if (/^[\d.]+$/.test(text)) {
    IpAddress.parse(text);
  } else if (/\.\d+$/.test(text)) {
    throw refuse(
      'istio.host-numeric',
      `${quoted(text)} ends in a number, which Istio accepts of an address only`,
      'write a name whose last part has a letter, or a whole IPv4 address',
    );
  }
  return host;
}
