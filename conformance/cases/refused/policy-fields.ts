import { Duration } from 'cdk8s';
import { H2UpgradePolicy } from '../../../lib/istio/traffic-policy/connection-pool';
import { policy, RefusedCase } from './case';
import { fieldCase, valueCase } from './policy-case';

// Single fields of a traffic policy (facts: Istio, DestinationRule).

const BELOW = { wrong: -1, right: 1 };
const NOTHING = { ours: Duration.millis(0), wrong: '0s', right: '1s' };
const PART = { ours: Duration.millis(1500), wrong: '1.5s', right: '2s' };
const SHARE = { wrong: 101, right: 100 };

const counts = Object.entries({
  'connectionPool.tcp.maxConnections': 'non-negative',
  'connectionPool.tcp.tcpKeepalive.probes': 'tcpKeepalive.probes',
  'connectionPool.http.maxRequestsPerConnection': 'non-negative',
  'connectionPool.http.http1MaxPendingRequests': 'non-negative',
  'connectionPool.http.http2MaxRequests': 'non-negative',
  'connectionPool.http.maxConcurrentStreams': 'non-negative',
  'connectionPool.http.maxRetries': 'non-negative',
  'outlierDetection.consecutive5xxErrors': 'consecutive5xxErrors',
  'outlierDetection.consecutiveGatewayErrors': 'consecutiveGatewayErrors',
  'retryBudget.minRetryConcurrency': 'minRetryConcurrency',
}).map(([path, fragment]) => fieldCase('count.range', path, BELOW, fragment));

const durations = [
  'connectionPool.tcp.connectTimeout',
  'connectionPool.tcp.maxConnectionDuration',
  'connectionPool.tcp.tcpKeepalive.interval',
  'connectionPool.http.idleTimeout',
  'outlierDetection.interval',
  'outlierDetection.baseEjectionTime',
].map((path) => fieldCase('istio.duration', path, NOTHING, 'must be greater than 1ms'));

export const policyFields: RefusedCase[] = [
  ...counts,
  ...durations,
  fieldCase('istio.duration', 'connectionPool.tcp.tcpKeepalive.time', PART, policy()), // Envoy is told 1 s.
  valueCase(
    'istio.client-protocol-upgrade',
    'connectionPool.http.useClientProtocol',
    { connectionPool: { http: { useClientProtocol: true, h2UpgradePolicy: H2UpgradePolicy.UPGRADE } } },
    'connectionPool: { http: { useClientProtocol: true, h2UpgradePolicy: UPGRADE } }',
    'connectionPool: { http: { useClientProtocol: true } }',
    'use client protocol must not be true',
  ),
  valueCase(
    'istio.local-origin-failures',
    'outlierDetection.consecutiveLocalOriginFailures',
    { outlierDetection: { consecutiveLocalOriginFailures: 3 } },
    'outlierDetection: { consecutiveLocalOriginFailures: 3 }',
    'outlierDetection: { consecutiveLocalOriginFailures: 3, splitExternalLocalOriginErrors: true }',
    'consecutive local origin failures',
  ),
  fieldCase('percentage.range', 'outlierDetection.maxEjectionPercent', SHARE, '0..100'),
  fieldCase('percentage.range', 'outlierDetection.minHealthPercent', SHARE, '0..100'),
  fieldCase('percentage.range', 'retryBudget.percent', SHARE, 'less than or equal to 100'),
];
