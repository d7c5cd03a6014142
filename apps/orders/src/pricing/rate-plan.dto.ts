import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ApiFen, IsClassCode, IsDay, IsText, IsWhole, MayBeAbsent, SortedFilter } from '@houtai/service-host';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, ValidateNested } from 'class-validator';
import { RATE_PLAN_DEFAULTS, type PublishedRatePlan } from './rate-plan';

const MOST_FEN = 100_000_000;

/** One price of a plan, in whole fen. */
function IsPrice(description: string, example: number): PropertyDecorator {
  return applyDecorators(IsWhole(0, MOST_FEN), ApiFen(description, { example }));
}

/** Price group of a contract, as the gateway has it. */
function IsPriceGroup(description: string): PropertyDecorator {
  return IsText(64, { description, example: 'agency' });
}

export class CancellationTierBody {
  @IsWhole(1, 720, { description: 'The tier holds below this notice, in hours', example: 24 })
  underHours: number;

  @IsWhole(0, 100, { description: 'Share of the first day, in percent', example: 20 })
  feePercent: number;
}

export class PublishRatePlanRequest {
  @IsClassCode({ description: 'Vehicle class', example: 'compact' })
  classCode: string;

  @MayBeAbsent()
  @IsPriceGroup('For partners with this price group in their contract; absent: for everybody else')
  priceGroup?: string;

  @IsDay({ description: 'First day of pick-up it holds for', example: '2027-01-01' })
  validFrom: string;

  @IsPrice('Rent of a workday', 19_800)
  workdayFen: number;

  @IsPrice('Rent of a weekend day', 23_800)
  weekendFen: number;

  @IsPrice('Rent of a public holiday', 35_800)
  holidayFen: number;

  @IsPrice('Basic service (基本保障) a day', 5_000)
  basicServicePerDayFen: number;

  @IsPrice('Preparation (整备费), once', 2_000)
  preparationFen: number;

  @IsPrice('One-way fee, when the branches differ', 10_000)
  oneWayFen: number;

  @IsPrice('Rental deposit (租车押金)', 300_000)
  rentalDepositFen: number;

  @IsPrice('Violation deposit (违章押金)', 200_000)
  violationDepositFen: number;

  @IsWhole(0, 1440, {
    required: false,
    description: 'Minutes beyond a rental day that are free',
    default: RATE_PLAN_DEFAULTS.lateFreeMinutes,
  })
  lateFreeMinutes: number = RATE_PLAN_DEFAULTS.lateFreeMinutes;

  @IsWhole(0, 24, {
    required: false,
    description: 'Up to so many hours the time beyond is charged by the hour, then as a day',
    default: RATE_PLAN_DEFAULTS.lateHourlyUpToHours,
  })
  lateHourlyUpToHours: number = RATE_PLAN_DEFAULTS.lateHourlyUpToHours;

  @ApiPropertyOptional({
    description: 'The kind of the first day prices all days',
    default: RATE_PLAN_DEFAULTS.firstDayPricesAll,
  })
  @IsBoolean()
  firstDayPricesAll: boolean = RATE_PLAN_DEFAULTS.firstDayPricesAll;

  @MayBeAbsent()
  @ApiProperty({
    type: [CancellationTierBody],
    description: 'Cancellation fees by notice',
    example: RATE_PLAN_DEFAULTS.cancellationTiers,
  })
  @IsArray()
  @ArrayMaxSize(10)
  @ArrayUnique((tier: CancellationTierBody | null) => tier?.underHours)
  @ValidateNested({ each: true })
  @Type(() => CancellationTierBody)
  cancellationTiers?: CancellationTierBody[];

  @IsWhole(0, 1_000_000, {
    required: false,
    description: 'A missing percent of fuel or charge, in fen',
    default: RATE_PLAN_DEFAULTS.fuelPricePerPercentFen,
  })
  fuelPricePerPercentFen: number = RATE_PLAN_DEFAULTS.fuelPricePerPercentFen;
}

export class RatePlanView extends PublishRatePlanRequest {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'date-time' }) publishedAt: string;
  @ApiProperty({ type: 'integer', description: 'Always 1: a published plan never changes' }) version: number;
}

export class RatePlanFilter extends SortedFilter('-validFrom', 'classCode,validFrom') {
  @MayBeAbsent()
  @IsClassCode({ description: 'Of this vehicle class only', example: 'compact' })
  classCode?: string;

  @MayBeAbsent()
  @IsPriceGroup('For partners with this price group')
  priceGroup?: string;

  @MayBeAbsent()
  @IsDay({ description: 'In force from this day or later' })
  from?: string;

  @MayBeAbsent()
  @IsDay({ description: 'In force before this day' })
  to?: string;
}

export function ratePlanView({
  status: _,
  ratePlanId,
  cancellationTiers,
  ...plan
}: PublishedRatePlan): RatePlanView {
  return { id: ratePlanId, ...plan, cancellationTiers: [...cancellationTiers], version: 1 };
}
