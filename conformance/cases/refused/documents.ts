// Documents as one writes them by hand, with the part that a case is about left to the case.

/** An object of MetalLB. */
export const metallb = (kind: string, name: string, spec: string, version = kind === 'BGPPeer' ? 'v1beta2' : 'v1beta1'): string => `
apiVersion: metallb.io/${version}
kind: ${kind}
metadata: { name: ${name}, namespace: metallb-system }
spec: { ${spec} }
`;

export const pool = (name: string, spec: string): string => metallb('IPAddressPool', name, spec);

/** Eleven addresses. */
export const EDGE_POOL = pool('edge', 'addresses: [192.168.1.200-192.168.1.210]');

/** A Service of type LoadBalancer. */
export const service = (name: string, annotations: string, spec = ''): string => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop, annotations: { ${annotations} } }
spec:
  type: LoadBalancer
  selector: { app: ${name} }
  ports: [{ name: http, port: 80, targetPort: 8080 }]
  ${spec}
`;

/** A text in the namespace of MetalLB. */
export const configMap = (name: string, key: string, text: string): string => `
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: metallb-system }
data: { ${key}: ${JSON.stringify(text)} }
`;

/** A Service of the mesh, on port 80. */
export const WEB = `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { clusterIP: 10.96.0.10, selector: { app: web }, ports: [{ name: http, port: 80 }] }
`;

export const gateway = (servers: string, selector = '{ istio: ingressgateway }'): string => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec: { selector: ${selector}, servers: [${servers}] }
`;

/** A Gateway that takes every host on port 80. */
export const EDGE = gateway('{ port: { number: 80, name: http, protocol: HTTP }, hosts: ["*"] }');

/** A VirtualService of that Gateway for shop.example.com. */
export const virtualService = (http: string, hosts = 'shop.example.com', name = 'web'): string => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: shop }
spec: { gateways: [edge], hosts: [${hosts}], http: [${http}] }
`;

/** Where a rule sends requests. */
export const TO_WEB = 'route: [{ destination: { host: web, port: { number: 80 } } }]';

export const destinationRule = (spec: string): string => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: web, namespace: shop }
spec: { host: web, ${spec} }
`;

export const ingress = (spec: string, name = 'web'): string => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop }
spec: { ingressClassName: nginx, ${spec} }
`;

/** Documents one after the other; what is empty is none. */
export const world = (...documents: string[]): string => documents.filter((document) => document !== '').join('---');
