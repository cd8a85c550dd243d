import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountDeletionService } from './account-deletion.service.js';
import { AccountsController } from './accounts.controller.js';
import { EraseAccountsJob } from './erase-accounts.job.js';
import { User } from './user.entity.js';
import { UsersController } from './users.controller.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

/** Accounts: profile, preferences, roles. */
@Module({
  imports: [TypeOrmModule.forFeature([User])],
  controllers: [UsersController, AccountsController],
  providers: [AccountDeletionService, EraseAccountsJob, UsersRepository, UsersService],
  exports: [AccountDeletionService, UsersService],
})
export class UsersModule {}
