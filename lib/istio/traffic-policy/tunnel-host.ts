import { quoted, refuse } from '../../values/coded-error';
import { Host } from '../../values/host';
import { text } from '../../values/input';
import { IpAddress } from '../../values/ip-address';

/** The end of a tunnel, as istiod takes it (`pkg/config/validation`). */
export function parseTunnelHost(host: string): void {
  if (/^[\d.]+$|:/.test(text(host))) {
    IpAddress.parse(host);
  } else if (Host.parse(host).isWildcard) {
    throw refuse('istio.tunnel-host', `${quoted(host)} is no single host`, 'write the host at the end of the tunnel');
  }
}
