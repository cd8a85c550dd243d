import { Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { documents } from '../../../../../common/http/documents.js';
import { NoteVersionNotFound } from '../notes.errors.js';

class VersionPipe implements PipeTransform<string, number> {
  transform(text: string): number {
    if (!/^[1-9]\d{0,8}$/.test(text)) throw new NoteVersionNotFound();
    return Number(text);
  }
}

const PARAM = ApiParam({
  name: 'version',
  description: 'Version of the revision, as `listNoteRevisions` returns it.',
  schema: { type: 'integer', minimum: 1, maximum: 999_999_999, example: 1 },
});

/** The version in the path; what is no number is answered as a version that was not kept. */
export function VersionParam(): ParameterDecorator {
  return (target, key, index) => {
    Param('version', new VersionPipe())(target, key, index);
    documents(PARAM)(target, key, index);
  };
}
