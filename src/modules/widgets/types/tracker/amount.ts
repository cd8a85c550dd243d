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
