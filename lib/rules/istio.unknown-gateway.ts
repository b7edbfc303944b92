import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { groupBy } from '../values/group-by';
import { GatewayName } from './istio/gateway-names';
import { istioObjects } from './istio/objects';
import { VirtualServiceObject, virtualServicesOf } from './istio/virtual-services';
import { Rule, RuleFinding } from './rule';
import { listed } from './words';

/** A Gateway that is not there: no request ever comes to the routes, and nobody says so. */
export const unknownGateway: Rule = {
  id: 'istio.unknown-gateway',
  check: (manifests) => {
    const byName = groupBy(istioObjects(manifests).gateways, ({ name }) => name);
    const homesOf = (name: string) => (byName.get(name) ?? []).map(({ namespace }) => namespace);
    return virtualServicesOf(manifests).flatMap((virtualService) =>
      virtualService.gateways.flatMap((name) => findingOf(virtualService, name, homesOf, manifests)),
    );
  },
};

function findingOf(
  { origin, namespace }: VirtualServiceObject,
  { field, text, key }: GatewayName,
  homesOf: (name: string) => readonly string[],
  manifests: Manifests,
): RuleFinding[] {
  const [wanted, name, ...more] = key.split('/');
  if (text.startsWith('./') || more.length > 0) {
    const what = `${quoted(text)} is no name that Istio takes: its webhook refuses the VirtualService`;
    const own = `write ${quoted(text.slice(2))}, which is looked for in namespace ${quoted(namespace)}`;
    return [{ origin, field, what, fix: more.length > 0 ? 'write the namespace and the name of the Gateway' : own }];
  }
  const homes = homesOf(name);
  if (!text.includes('/') && text.includes('.')) {
    const what = `${quoted(text)} is the old form of a name, of which the webhook warns, and which Istio's analyzers do not find`;
    return [{ origin, field, severity: Severity.WARNING, what, fix: `write ${quoted(key)}` }];
  }
  if (homes.includes(wanted) || istioObjects(manifests).gateways.length === 0) {
    return [];
  }
  const there = homes.length === 0 ? ' here' : `, and there is one in ${listed(homes)}`;
  const what = `there is no Gateway ${quoted(name)} in namespace ${quoted(wanted)}${there}, so no request comes through it`;
  const others = homes.map((home) => quoted(`${home}/${name}`)).join(' or ');
  const fix = homes.length === 0 ? 'name a Gateway of this cluster, or see that this one exists' : `write ${others}`;
  const isSure = homes.length > 0 && !text.includes('/'); // one that is named in full may be made elsewhere
  return [{ origin, field, severity: isSure ? Severity.ERROR : Severity.WARNING, what, fix }];
}
