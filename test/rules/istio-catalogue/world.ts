import { ApiObject } from 'cdk8s';
import { Backend } from '../../../lib/core/backend';
import { IstioDestinationRule, IstioDestinationRuleProps } from '../../../lib/istio/istio-destination-rule';
import { IstioGateway, IstioGatewayProps } from '../../../lib/istio/istio-gateway';
import { IstioGatewayRoute, IstioGatewayRouteProps } from '../../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../../lib/istio/istio-server';
import { IstioServiceEntry, IstioServiceEntryProps } from '../../../lib/istio/istio-service-entry';
import { ServiceEntryProtocol } from '../../../lib/istio/service-entry/ports';
import { ServiceEntryResolution } from '../../../lib/istio/service-entry/resolution';
import { HttpAction } from '../../../lib/routing/http-action';
import { HttpMatch } from '../../../lib/routing/http-match';
import { HttpRule } from '../../../lib/routing/http-rule';
import { Impossible, Line, Program } from '../catalogue/line';

/** The namespaces there are, beside the one of the chart, `shop`. */
export const NAMESPACES = ['istio-system', 'edge', 'public', 'shop', 'other'];

/** Two programs that differ in what makes the fault. */
export type Twins<T> = readonly [wrong: T, right: T];

/** Lines of one row, by their faults. */
export function lines<T>(row: string, problem: string, twins: Record<string, Twins<T>>, programOf: (input: T) => Program): Line[] {
  return Object.entries(twins).map(([fault, [wrong, right]]) => ({
    row,
    fault,
    problem,
    wrong: programOf(wrong),
    right: programOf(right),
  }));
}

export const programs = (row: string, problem: string, twins: Record<string, Twins<Program>>): Line[] =>
  lines(row, problem, twins, (program) => program);

/** What no program can say; an error of the compiler that is expected shows it, unless something else does. */
export const cannotBeSaid = (row: string, fault: string, because: string, shows: () => unknown): Impossible => ({
  row,
  fault,
  because,
  shows: () => void shows(),
});

/** The public ways to make a value of a class that has no others. */
export const waysToMake = (made: object): string[] =>
  Object.getOwnPropertyNames(made).filter((name) => !name.startsWith('_') && !['length', 'name', 'prototype'].includes(name));

export const both =
  (...all: Program[]): Program =>
  (chart) =>
    all.forEach((program) => program(chart));

/** Several times the same, such as more than there may be. */
export const times = <T>(count: number, one: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => one(index));

// What the constructs are made with where a line says nothing else.

export const HOST = 'a.example.com';
export const web = Backend.fromName('web', { port: 80 });
export const forward = HttpAction.forward(web);

export const gateway =
  (props: Partial<IstioGatewayProps>): Program =>
  (chart) =>
    new IstioGateway(chart, 'gateway', { servers: [IstioServer.http({ hosts: [HOST] })], ...props });

export const servers = (row: string, problem: string, twins: Record<string, Twins<IstioServer[]>>): Line[] =>
  lines(row, problem, twins, (given) => gateway({ servers: given }));

export const route =
  (props: Partial<IstioGatewayRouteProps>): Program =>
  (chart) =>
    new IstioGatewayRoute(chart, 'route', { hosts: [HOST], rules: [{ action: forward }], ...props });

export const routes = (row: string, problem: string, twins: Record<string, Twins<Partial<IstioGatewayRouteProps>>>): Line[] =>
  lines(row, problem, twins, route);

/** Of a route with one rule. */
export const rules = (row: string, problem: string, twins: Record<string, Twins<Partial<HttpRule>>>): Line[] =>
  lines(row, problem, twins, (rule) => route({ rules: [{ action: forward, ...rule }] }));

export const actions = (row: string, problem: string, twins: Record<string, Twins<HttpAction>>): Line[] =>
  lines(row, problem, twins, (action) => route({ rules: [{ action }] }));

export const matches = (row: string, problem: string, twins: Record<string, Twins<HttpMatch>>): Line[] =>
  lines(row, problem, twins, (match) => route({ rules: [{ matches: [match], action: forward }] }));

export const policy =
  (props: Partial<IstioDestinationRuleProps>): Program =>
  (chart) =>
    new IstioDestinationRule(chart, 'rule', { host: web, ...props });

export const policies = (row: string, problem: string, twins: Record<string, Twins<Partial<IstioDestinationRuleProps>>>): Line[] =>
  lines(row, problem, twins, policy);

export const entry =
  (props: Partial<IstioServiceEntryProps>): Program =>
  (chart) =>
    new IstioServiceEntry(chart, 'entry', {
      hosts: ['db.example.com'],
      ports: [{ number: 443, name: 'https', protocol: ServiceEntryProtocol.HTTPS }],
      resolution: ServiceEntryResolution.none(),
      ...props,
    });

export const entries = (row: string, problem: string, twins: Record<string, Twins<Partial<IstioServiceEntryProps>>>): Line[] =>
  lines(row, problem, twins, entry);

// Documents as they are written by hand, each `namespace/name`.

export const document =
  (apiVersion: string, kind: string, path: string, fields: object): Program =>
  (chart) => {
    const [namespace, name] = path.split('/');
    const { metadata, ...others } = fields as { metadata?: object };
    return new ApiObject(chart, `${kind}-${namespace}-${name}`, {
      apiVersion,
      kind,
      metadata: { name, namespace, ...metadata },
      ...others,
    });
  };

export const istio = (kind: string, path: string, spec: object): Program => document('networking.istio.io/v1', kind, path, { spec });

/** A Service with port 80. */
export const service = (path: string, spec: object = {}): Program =>
  document('v1', 'Service', path, { spec: { selector: { app: path }, ports: [{ name: 'http', port: 80 }], ...spec } });
