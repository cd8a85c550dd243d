import { applyDecorators } from '@nestjs/common';
import { IsNumber, Max, Min } from 'class-validator';
import { LARGEST_AMOUNT } from './tracker.contract.js';

const DECIMALS = 9;

/** An amount that a tracker can hold: finite, and no larger than sums stay exact with. */
export const IsAmount = (): PropertyDecorator =>
  applyDecorators(IsNumber(), Min(-LARGEST_AMOUNT), Max(LARGEST_AMOUNT));

/** The amount as it is kept, to nine decimals. */
export function keptAmount(amount: number): number;
export function keptAmount(amount: number | null): number | null;
export function keptAmount(amount: number | null): number | null {
  return amount === null ? null : Number(amount.toFixed(DECIMALS));
}

/** A share of 1 as a whole percentage from 0 to 100; it is 100 only for all of it. */
export function wholePercent(share: number): number {
  return share >= 1 ? 100 : Math.min(99, Math.max(0, Math.round(100 * share)));
}

/** The number to so many significant digits. */
export function significant(value: number, digits = 3): number {
  return Number(value.toPrecision(digits));
}
