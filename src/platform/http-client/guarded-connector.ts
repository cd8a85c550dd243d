import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressPolicy } from './address-policy.js';
import { OutboundError } from './http-client.errors.js';

/** Finds the addresses of a host name. */
export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>;

/**
 * Opens connections to permitted addresses only. The name is resolved once, here, and the addresses that were checked
 * are the ones connected to: a name that answers differently a moment later gains nothing.
 */
export function guardedConnector(
  policy: AddressPolicy,
  resolve: ResolveHost,
  connectTimeoutMs: number,
): buildConnector.connector {
  const connect = buildConnector({
    timeout: connectTimeoutMs,
    autoSelectFamily: true,
    lookup: guardedLookup(policy, resolve),
  });
  return (options, callback) => {
    // A literal is never looked up, so it is checked before.
    if (isIP(options.hostname) !== 0 && !policy.permits(options.hostname)) {
      callback(new OutboundError('upstream_refused'), null);
      return;
    }
    connect(options, callback);
  };
}

function guardedLookup(policy: AddressPolicy, resolve: ResolveHost): LookupFunction {
  return (hostname, _options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        // One forbidden address among public ones is how rebinding looks, so it spoils the whole answer.
        if (addresses.length > 0 && addresses.every(({ address }) => policy.permits(address)))
          callback(null, [...addresses]);
        else callback(new OutboundError('upstream_refused'), []);
      },
      (error: unknown) => {
        callback(new OutboundError('upstream_unreachable', error), []);
      },
    );
  };
}
