import { domainToASCII } from 'node:url';
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsEmail } from 'class-validator';

/** The one spelling of an address by which accounts are found: lower case, the domain in ASCII. */
export function normalizeEmail(email: string): string {
  const address = email.trim().toLowerCase();
  const domainAt = address.lastIndexOf('@') + 1;
  const domain = address.slice(domainAt);
  return /[\u0080-\uffff]/.test(domain) ? address.slice(0, domainAt) + domainToASCII(domain) : address;
}

/** An e-mail address; the field then holds its one spelling. */
export function IsEmailAddress(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? normalizeEmail(value) : value)),
    IsEmail(
      { allow_utf8_local_part: false },
      { message: 'must be an e-mail address, such as ada@example.org' },
    ),
  );
}
