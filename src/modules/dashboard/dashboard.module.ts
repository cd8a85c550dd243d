import { Module } from '@nestjs/common';
import { WidgetsModule } from '../widgets/widgets.module.js';
import { BoardRepository } from './board.repository.js';
import { DashboardController } from './dashboard.controller.js';
import { DashboardService } from './dashboard.service.js';
import { TodayRepository } from './today.repository.js';
import { TodayService } from './today.service.js';

/** The board of a user's day. */
@Module({
  imports: [WidgetsModule],
  controllers: [DashboardController],
  providers: [BoardRepository, DashboardService, TodayRepository, TodayService],
})
export class DashboardModule {}
