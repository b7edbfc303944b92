/**
 * What a user writes who needs a field that no construct offers: the generated classes, through the documented subpath.
 * Compiled and run in the folder of `npm run package:test`, where the package is installed.
 */
import { App, Chart } from 'cdk8s';
import { HttpRoute } from 'cdk8s-bare-metal-ingress/imports/gateway.networking.k8s.io';
import { IpAddressPool } from 'cdk8s-bare-metal-ingress/imports/metallb.io';
import { ServiceEntry } from 'cdk8s-bare-metal-ingress/imports/networking.istio.io';
import { PeerAuthentication } from 'cdk8s-bare-metal-ingress/imports/security.istio.io';
import { Telemetry } from 'cdk8s-bare-metal-ingress/imports/telemetry.istio.io';

const app = new App({ outdir: 'by-hand' });
const chart = new Chart(app, 'by-hand');
new IpAddressPool(chart, 'pool', { spec: { addresses: ['192.168.1.0/28'] } });
new HttpRoute(chart, 'route', { spec: { hostnames: ['shop.example.com'] } });
new ServiceEntry(chart, 'entry', { spec: { hosts: ['shop.example.com'] } });
new PeerAuthentication(chart, 'mtls', { spec: {} });
new Telemetry(chart, 'tracing', { spec: {} });
app.synth();

/** Never called: it is here for the compiler, for which the classes must have their types and not be `any`. */
export function mistyped(): IpAddressPool {
  // @ts-expect-error -- a number is no list of addresses
  return new IpAddressPool(chart, 'mistyped', { spec: { addresses: 7 } });
}
