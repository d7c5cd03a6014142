import { Controller, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { JSONWebKeySet } from 'jose';
import { ReadRoute } from '@houtai/service-host';
import { SigningKey } from './signing-key.service';

/** Keys by which everybody can verify the gateway's access tokens. */
@ApiExcludeController()
@Controller('.well-known')
export class KeySetController {
  constructor(private readonly signingKey: SigningKey) {}

  @ReadRoute('jwks.json', { access: 'public' })
  @Header('cache-control', 'public, max-age=300')
  read(): JSONWebKeySet {
    return this.signingKey.publicKeys;
  }
}
