import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

type Hook = () => Promise<void>;

interface Transaction {
  readonly manager: EntityManager;
  readonly beforeCommit: Set<Hook>;
}

/**
 * One transaction around a use case. Whatever the work calls joins it by itself, also a nested `run`; it commits when
 * the outermost work resolves and rolls back when that throws.
 */
@Injectable()
export class UnitOfWork {
  private readonly storage = new AsyncLocalStorage<Transaction>();

  constructor(private readonly dataSource: DataSource) {}

  /** Runs the work inside the open transaction, or in a new one. */
  run<T>(work: () => Promise<T>): Promise<T> {
    if (this.storage.getStore()) return work();
    return this.dataSource.transaction((manager) => {
      const transaction: Transaction = { manager, beforeCommit: new Set() };
      return this.storage.run(transaction, async () => {
        const result = await work();
        for (const hook of transaction.beforeCommit) await hook();
        return result;
      });
    });
  }

  /** Whether a transaction is open here. */
  get isOpen(): boolean {
    return this.storage.getStore() !== undefined;
  }

  /** The open transaction's manager, or the plain one. */
  get manager(): EntityManager {
    return this.storage.getStore()?.manager ?? this.dataSource.manager;
  }

  /** Runs the hook once, last in the open transaction; throws where none is open. */
  beforeCommit(hook: Hook): void {
    const transaction = this.storage.getStore();
    if (!transaction) throw new Error('beforeCommit needs an open unit of work');
    transaction.beforeCommit.add(hook);
  }
}
