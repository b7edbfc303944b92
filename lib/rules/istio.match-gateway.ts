import { Manifests } from '../manifests/manifests';
import { items, struct } from '../manifests/raw';
import { quoted } from '../values/coded-error';
import { RouteKind } from './istio/destinations';
import { gatewayNames, MESH } from './istio/gateway-names';
import { VirtualServiceObject, virtualServicesOf } from './istio/virtual-services';
import { Rule, RuleFinding } from './rule';
import { listed } from './words';

/** A match for gateways that the VirtualService is not on: it never takes a request (istiod `sourceMatchHTTP`). */
export const matchGateway: Rule = {
  id: 'istio.match-gateway',
  check: (manifests: Manifests) =>
    virtualServicesOf(manifests)
      .filter(({ hosts }) => hosts.length > 0) // one that others delegate to is on their gateways
      .flatMap((virtualService) => (['http', 'tls', 'tcp'] as const).flatMap((kind) => findingsOf(virtualService, kind))),
};

function findingsOf(virtualService: VirtualServiceObject, kind: RouteKind): RuleFinding[] {
  const { origin, namespace, gateways, isMesh } = virtualService;
  const keys = [...gateways.map(({ key }) => key), ...(isMesh ? [MESH] : [])];
  return virtualService[kind].flatMap((route, index) =>
    items(route.match).flatMap((match, at) => {
      const field = `spec.${kind}[${index}].match[${at}].gateways`;
      const named = gatewayNames(field, struct(match).gateways, namespace);
      if (named.length === 0 || named.some(({ key }) => keys.includes(key))) {
        return [];
      }
      const what = `the VirtualService is not on ${named.map(({ text }) => quoted(text)).join(', nor on ')}, so nothing ever matches here`;
      return [{ origin, field, what, allowed: listed(keys), fix: 'name a gateway of spec.gateways, or add this one there' }];
    }),
  );
}
