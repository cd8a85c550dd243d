import type { EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import type { UnitOfWork } from './unit-of-work.js';

/** What a feature's repository extends: `rows` joins the running transaction by itself. */
export abstract class EntityRepository<Entity extends ObjectLiteral> {
  protected constructor(
    private readonly uow: UnitOfWork,
    private readonly entity: EntityTarget<Entity>,
  ) {}

  protected get rows(): Repository<Entity> {
    return this.uow.manager.getRepository(this.entity);
  }
}
