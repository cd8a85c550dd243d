import { PickType } from '@nestjs/swagger';
import { LoginRequest } from '../auth.dto.js';

/** Another address to sign in with. */
export class ChangeEmailRequest extends LoginRequest {}

/** What deleting an account asks for. */
export class DeleteAccountRequest extends PickType(LoginRequest, ['password']) {}
