import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsController } from './accounts.controller.js';
import { User } from './user.entity.js';
import { UsersController } from './users.controller.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

/** Accounts: profile, preferences, roles. */
@Module({
  imports: [TypeOrmModule.forFeature([User])],
  controllers: [UsersController, AccountsController],
  providers: [UsersRepository, UsersService],
  exports: [UsersService],
})
export class UsersModule {}
