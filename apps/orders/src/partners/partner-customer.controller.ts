import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IdParam, ReadRoute } from '@houtai/service-host';
import { CustomerQueries } from '../customers/customer.queries';
import { maskedClaim } from './claim';
import { PartnerLinksView } from './partner-customer.dto';
import { PartnerCustomerStore } from './partner-customer.store';

@ApiTags('customers')
@Controller('api/v1/customers')
export class PartnerCustomerController {
  constructor(
    private readonly customers: CustomerQueries,
    private readonly links: PartnerCustomerStore,
  ) {}

  @ReadRoute(':id/partners', {
    access: 'customers:read',
    summary: 'Which partners brought a customer, and what they say that the profile does not',
    description:
      'A partner’s differing data never overwrites the profile: it is shown here to the desk, masked.',
    operationId: 'listPartnersOfCustomer',
    answers: PartnerLinksView,
  })
  async partners(@IdParam() id: string): Promise<PartnerLinksView> {
    const { profile } = (await this.customers.one(id)).state;
    const links = await this.links.linksOf(id);
    return {
      items: links.map(({ linkId, claim, ...link }) => ({
        ...link,
        partnerCustomerId: linkId,
        ...(claim && { claim: maskedClaim(claim, profile) }),
      })),
    };
  }
}
