import { Injectable } from '@nestjs/common';

/** Whether this process is on its way out; readiness says so, so that nobody sends it new requests. */
@Injectable()
export class LifecycleService {
  private stopping = false;

  get isStopping(): boolean {
    return this.stopping;
  }

  beginStop(): void {
    this.stopping = true;
  }
}
