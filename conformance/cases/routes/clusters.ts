import { bookinfo } from '../../../clusters/bookinfo';
import { minikube } from '../../../clusters/minikube';
import { get, getEach, noHost, reaches, refused, reset, RouteWorld, send, splits } from '../../runner/routes/route-world';

const EDGE = { labels: { app: 'istio-ingressgateway', istio: 'ingressgateway' }, namespace: 'istio-system' };
const CLIENT = { type: 'sidecar', labels: { app: 'productpage' }, namespace: 'default', ip: '10.3.0.1' } as const;
const BOOKINFO = 'bookinfo.example.com';
const PRODUCTPAGE = [
  '/',
  '/productpage',
  '/productpage?u=normal',
  '/static/bootstrap/css/bootstrap.min.css',
  '/login',
  '/api/v1/products/0/reviews',
];
const REVIEWS = { 'reviews:9080/v1': 90, 'reviews:9080/v2': 10 };

// The clusters of main.ts; those of ingress-nginx and of a plain Service have no routes of Istio.
export const worlds: RouteWorld[] = [
  {
    name: 'minikube',
    build: minikube,
    requests: [
      ...getEach('http://192.168.99.97', ['/', '/headers', '/status/418', '/anything?x=1'], reaches('httpbin:8000')),
      ...getEach('http://httpbin.example.com', ['/', '/get', '//get', '/a/b/c/'], reaches('httpbin:8000')),
      send('POST', 'http://httpbin.example.com/post', reaches('httpbin:8000')),
      send('DELETE', 'http://httpbin.example.com/delete', reaches('httpbin:8000')),
      get('https://httpbin.example.com/get', refused),
      get('http://httpbin.example.com:8000/get', refused),
    ],
  },
  {
    name: 'bookinfo, at the edge',
    build: bookinfo,
    secrets: { 'istio-system/bookinfo-tls-secret': [BOOKINFO] },
    proxy: EDGE,
    requests: [
      ...getEach(`http://${BOOKINFO}`, PRODUCTPAGE, reaches('productpage:9080')),
      ...getEach(`https://${BOOKINFO}`, PRODUCTPAGE, reaches('productpage:9080')),
      send('POST', `http://${BOOKINFO}/login`, reaches('productpage:9080')),
      send('POST', `https://${BOOKINFO}/login`, reaches('productpage:9080')),
      get('http://example.com/productpage', noHost),
      get('http://www.bookinfo.example.com/productpage', noHost),
      get('http://192.168.1.200/productpage', noHost),
      get('http://reviews/reviews/0', noHost),
      get('https://example.com/productpage', reset),
      get('https://192.168.1.200/productpage', reset),
      get('https://www.example.com/productpage', { ...noHost, certificate: BOOKINFO }, { sni: BOOKINFO }),
    ],
  },
  {
    name: 'bookinfo, inside the mesh',
    build: bookinfo,
    secrets: { 'istio-system/bookinfo-tls-secret': [BOOKINFO] },
    proxy: CLIENT,
    requests: [
      get('http://reviews:9080/reviews/0', splits(REVIEWS), { times: 40 }),
      get('http://reviews.default:9080/reviews/1', splits(REVIEWS), { times: 5 }),
      get('http://reviews.default.svc.cluster.local:9080/reviews/2', splits(REVIEWS)),
      send('POST', 'http://reviews:9080/reviews/0', splits(REVIEWS)),
      get('http://productpage:9080/productpage', reaches('productpage:9080')),
    ],
  },
];
