import { Controller, Get, Header, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { HealthCheck, type HealthCheckResult } from '@nestjs/terminus';
import { Public } from '../../common/auth/decorators.js';
import { HealthService, type HealthReport } from './health.service.js';

/** Probes, in Terminus' own shape. */
@ApiTags('health')
@ApiResponse({ status: 431, description: 'Request headers too large' })
@Public()
@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @HealthCheck()
  @ApiOperation({
    operationId: 'getHealth',
    summary: 'Get the health of all dependencies',
    description: 'The state and latency of each dependency.',
  })
  all(): Promise<HealthReport> {
    return this.health.all();
  }

  @Get('live')
  @HealthCheck()
  @ApiOperation({
    operationId: 'checkLiveness',
    summary: 'Liveness probe',
    description: 'Whether the process runs.',
  })
  live(): Promise<HealthCheckResult> {
    return this.health.live();
  }

  @Get('ready')
  @HealthCheck()
  @ApiOperation({
    operationId: 'checkReadiness',
    summary: 'Readiness probe',
    description: 'Whether the process accepts requests.',
  })
  ready(): Promise<HealthCheckResult> {
    return this.health.ready();
  }

  @Get('startup')
  @HealthCheck()
  @ApiOperation({
    operationId: 'checkStartup',
    summary: 'Startup probe',
    description: 'Whether the process has started.',
  })
  startup(): Promise<HealthCheckResult> {
    return this.health.startup();
  }
}
