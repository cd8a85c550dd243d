import { Controller, Get, Header, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, type HealthCheckResult } from '@nestjs/terminus';
import { Public } from '../../common/auth/decorators.js';
import { HealthService, type HealthReport } from './health.service.js';

/** Probes, in Terminus' own shape. */
@ApiTags('health')
@Public()
@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @HealthCheck()
  @ApiOperation({ summary: 'Every dependency, its state and its latency' })
  all(): Promise<HealthReport> {
    return this.health.all();
  }

  @Get('live')
  @HealthCheck()
  @ApiOperation({ summary: 'Whether the process runs' })
  live(): Promise<HealthCheckResult> {
    return this.health.live();
  }

  @Get('ready')
  @HealthCheck()
  @ApiOperation({ summary: 'Whether requests may be sent here' })
  ready(): Promise<HealthCheckResult> {
    return this.health.ready();
  }

  @Get('startup')
  @HealthCheck()
  @ApiOperation({ summary: 'Whether the process has started' })
  startup(): Promise<HealthCheckResult> {
    return this.health.startup();
  }
}
