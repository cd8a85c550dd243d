import { IsOptional } from 'class-validator';
import { IsText } from '../../../../../common/validation/text.js';

/** What goes with a tick. */
export class TickRequest {
  /**
   * The user's own words; they take the place of those of a day that is ticked already.
   * @example "before breakfast"
   */
  @IsOptional()
  @IsText({ max: 2000, multiline: true })
  notes?: string | null;
}
