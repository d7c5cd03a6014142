import { Controller, Headers, Param, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  NotFoundError,
  ReadRoute,
  languageOf,
  mediaTypeFor,
  problemTypesAt,
  type Language,
} from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { ServiceDocuments } from '../routes/service-documents.service';
import { problemListPage, problemPage } from './problem-page';
import { problemTypes, type ProblemType } from './problem-types';
import { ProblemTypeView, ProblemTypesView } from './problem.dto';

const JSON_OR_PAGE = ['application/json', 'text/html'];
/** What a caller may prefer: the form and the language. */
interface Wishes {
  accept?: string;
  'accept-language'?: string;
}

/** Every problem that any service answers. The `type` of a problem leads to its page, without `/api/v1`. */
@ApiTags('problems')
@ApiProduces(...JSON_OR_PAGE)
@Controller(['api/v1/problems', 'problems'])
export class ProblemController {
  private readonly types: string;

  constructor(
    private readonly documents: ServiceDocuments,
    { publicUrl }: GatewayConfig,
  ) {
    this.types = problemTypesAt(publicUrl);
  }

  @ReadRoute('', {
    access: 'public',
    partner: 'reference',
    produces: JSON_OR_PAGE,
    summary: 'List every problem that a request can meet',
    description: 'By code, in the language of `Accept-Language`. A page for browsers: `Accept: text/html`.',
    operationId: 'listProblems',
    answers: ProblemTypesView,
  })
  list(
    @Headers() wishes: Wishes,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): ProblemTypesView | string {
    dependOnAccept(reply);
    const language = languageOf(wishes['accept-language']);
    const items = this.told(language);
    return isPage(wishes) ? asPage(reply, problemListPage(items, language)) : { items };
  }

  @ReadRoute(':code', {
    access: 'public',
    partner: 'reference',
    produces: JSON_OR_PAGE,
    summary: 'Show what a problem means',
    description: 'What the `type` of a problem leads to. Programs read `code`; it never changes its meaning.',
    operationId: 'showProblem',
    answers: ProblemTypeView,
  })
  one(
    @Param('code') code: string,
    @Headers() wishes: Wishes,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): ProblemTypeView | string {
    dependOnAccept(reply);
    const language = languageOf(wishes['accept-language']);
    const found = this.told(language).find((problem) => problem.code === code);
    if (!found) throw new NotFoundError('problem', code);
    return isPage(wishes) ? asPage(reply, problemPage(found, language)) : found;
  }

  private told(language: Language): ProblemType[] {
    return problemTypes(this.documents.errors(), language, this.types);
  }
}

function isPage({ accept }: Wishes): boolean {
  return mediaTypeFor(accept, JSON_OR_PAGE) === 'text/html';
}

/** Beside what every answer depends on. */
function dependOnAccept(reply: FastifyReply): void {
  const others = reply.getHeader('vary');
  void reply.header('vary', others === undefined ? 'Accept' : `Accept, ${String(others)}`);
}

function asPage(reply: FastifyReply, html: string): string {
  void reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  return html;
}
