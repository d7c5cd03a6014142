import { Module } from '@nestjs/common';
import { GuardedLookup } from './guarded-lookup.service';
import { UrlCheck } from './url-check.service';

@Module({ providers: [GuardedLookup, UrlCheck], exports: [GuardedLookup, UrlCheck] })
export class AddressModule {}
