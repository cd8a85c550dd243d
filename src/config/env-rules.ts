import { isInt, ValidateBy, type ValidationOptions } from 'class-validator';
import ipaddr from 'ipaddr.js';

function isNetwork(value: unknown): boolean {
  return typeof value === 'string' && (ipaddr.isValidCIDR(value) || ipaddr.isValid(value));
}

function isOrigin(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value;
}

function isTrustProxy(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return isInt(Number(value)) ? Number(value) >= 0 : value.split(',').every((part) => isNetwork(part.trim()));
}

/** A CIDR network or a single address. */
export const IsNetwork = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isNetwork',
      validator: { validate: isNetwork, defaultMessage: () => 'must be networks such as 10.0.0.0/8' },
    },
    options,
  );

/** A web origin: scheme, host and port, nothing behind them. */
export const IsOrigin = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isOrigin',
      validator: {
        validate: isOrigin,
        defaultMessage: () => 'must be origins such as https://app.example.org',
      },
    },
    options,
  );

/** Express' `trust proxy`, without the forms that would trust everyone. */
export const IsTrustProxy = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isTrustProxy',
      validator: {
        validate: isTrustProxy,
        defaultMessage: () => 'must be a count of proxies or a list of networks',
      },
    },
    options,
  );
