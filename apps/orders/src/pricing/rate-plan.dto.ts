import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageFilter } from '@houtai/service-host';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { ApiFen, IsDay, MayBeAbsent } from '../fields.dto';
import { RATE_PLAN_DEFAULTS, type RatePlan } from './rate-plan';

const MOST_FEN = 100_000_000;

export class CancellationTierBody {
  @ApiProperty({ type: 'integer', description: 'The tier holds below this notice, in hours', example: 24 })
  @IsInt()
  @Min(1)
  @Max(720)
  underHours: number;

  @ApiProperty({ type: 'integer', description: 'Share of the first day, in percent', example: 20 })
  @IsInt()
  @Min(0)
  @Max(100)
  feePercent: number;
}

export class PublishRatePlanRequest {
  @ApiProperty({ description: 'Vehicle class', example: 'compact' })
  @IsString()
  @Length(1, 32)
  classCode: string;

  @ApiProperty({ format: 'date', description: 'First day of pick-up it holds for', example: '2027-01-01' })
  @IsDay()
  validFrom: string;

  @ApiFen('Rent of a workday', { example: 19_800 })
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  workdayFen: number;

  @ApiFen('Rent of a weekend day', { example: 23_800 })
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  weekendFen: number;

  @ApiFen('Rent of a public holiday', { example: 35_800 })
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  holidayFen: number;

  @ApiFen('Basic service (基本保障) a day', { example: 5_000 })
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  basicServicePerDayFen: number;

  @ApiFen('Preparation (整备费), once', { example: 2_000 })
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  preparationFen: number;

  @ApiFen('One-way fee, when the branches differ', { example: 10_000 })
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  oneWayFen: number;

  @ApiFen('Rental deposit (租车押金)', { example: 300_000 })
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  rentalDepositFen: number;

  @ApiFen('Violation deposit (违章押金)', { example: 200_000 })
  @IsInt()
  @Min(0)
  @Max(MOST_FEN)
  violationDepositFen: number;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'Minutes beyond a rental day that are free',
    default: RATE_PLAN_DEFAULTS.lateFreeMinutes,
  })
  @IsInt()
  @Min(0)
  @Max(1440)
  lateFreeMinutes: number = RATE_PLAN_DEFAULTS.lateFreeMinutes;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'Up to so many hours the time beyond is charged by the hour, then as a day',
    default: RATE_PLAN_DEFAULTS.lateHourlyUpToHours,
  })
  @IsInt()
  @Min(0)
  @Max(24)
  lateHourlyUpToHours: number = RATE_PLAN_DEFAULTS.lateHourlyUpToHours;

  @ApiPropertyOptional({
    description: 'The kind of the first day prices all days',
    default: RATE_PLAN_DEFAULTS.firstDayPricesAll,
  })
  @IsBoolean()
  firstDayPricesAll: boolean = RATE_PLAN_DEFAULTS.firstDayPricesAll;

  @ApiPropertyOptional({
    type: [CancellationTierBody],
    description: 'Cancellation fees by notice',
    example: RATE_PLAN_DEFAULTS.cancellationTiers,
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(10)
  @ArrayUnique((tier: CancellationTierBody | null) => tier?.underHours)
  @ValidateNested({ each: true })
  @Type(() => CancellationTierBody)
  cancellationTiers?: CancellationTierBody[];

  @ApiPropertyOptional({
    type: 'integer',
    description: 'A missing percent of fuel or charge, in fen',
    default: RATE_PLAN_DEFAULTS.fuelPricePerPercentFen,
  })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  fuelPricePerPercentFen: number = RATE_PLAN_DEFAULTS.fuelPricePerPercentFen;
}

export class RatePlanView extends PublishRatePlanRequest {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'date-time' })
  publishedAt: string;

  @ApiProperty({ type: 'integer', description: 'Always 1: a published plan never changes' })
  version: number;
}

export class RatePlanFilter extends PageFilter {
  @ApiPropertyOptional({ description: 'Of this vehicle class only', example: 'compact' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 32)
  classCode?: string;
}

export function ratePlanView({ ratePlanId, cancellationTiers, ...plan }: RatePlan): RatePlanView {
  return { id: ratePlanId, ...plan, cancellationTiers: [...cancellationTiers], version: 1 };
}
