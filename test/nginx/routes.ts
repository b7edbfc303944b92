import { Construct } from 'constructs';
import { Backend } from '../../lib/core/backend';
import { NginxRoute, NginxRouteProps } from '../../lib/nginx/nginx-route';
import { HttpAction } from '../../lib/routing/http-action';
import { HttpRule } from '../../lib/routing/http-rule';
import { problemsOf } from '../support/charts';

export const HOST = 'shop.example.com';
export const to = (name: string): HttpAction => HttpAction.forward(Backend.fromName(name, { port: 80 }));
export const EVERYTHING: HttpRule[] = [{ action: to('web') }];

/** A route, right in every prop but those given. */
export const route = (scope: Construct, props: Partial<NginxRouteProps> = {}, id = 'shop'): NginxRoute =>
  new NginxRoute(scope, id, { host: HOST, rules: EVERYTHING, ...props });

export const routeProblems = (props: Partial<NginxRouteProps>): string[] => problemsOf((scope) => void route(scope, props));
